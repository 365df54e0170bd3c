# bash completion for oncinfo(1).

# How many words that are no options stand before the current one. Options that take a value are skipped with it.
_oncinfo_position() {
  local i position=0
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -T | -a | -n | --rpcbind | --timeout | --count | --interval) ((i++)) ;;
      -*) ;;
      *) ((position++)) ;;
    esac
  done
  echo $position
}

# Whether the command line has a host in front of the program.
_oncinfo_has_host() {
  local word
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word != -a && $word != -b && $word != -d ]] || return 1
  done
}

_oncinfo_programs() {
  sed -En 's/#.*//; s/^[[:space:]]*([^[:space:]]+)[[:space:]]+[0-9].*/\1/p' /etc/rpc 2>/dev/null
}

_oncinfo() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local options="-s -p -m -l -t -u -T -a -n -b -d --ping --count --interval --diagnose --rpcbind --timeout --json
    --help --version"
  COMPREPLY=()
  case $before in
    -T) mapfile -t COMPREPLY < <(compgen -W "udp udp6 tcp tcp6 local" -- "$word") && return ;;
    --rpcbind) mapfile -t COMPREPLY < <(compgen -A hostname -A file -- "$word") && return ;;
    -a | -n | --timeout | --count | --interval) return ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    return
  fi
  local position
  position=$(_oncinfo_position)
  _oncinfo_has_host || ((position++))
  case $position in
    0) mapfile -t COMPREPLY < <(compgen -A hostname -- "$word") ;;
    1) mapfile -t COMPREPLY < <(compgen -W "$(_oncinfo_programs)" -- "$word") ;;
  esac
}

complete -F _oncinfo oncinfo
