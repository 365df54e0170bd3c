#!/usr/bin/env bash
# missing.sh FILE: an interface file that the system does not have; its bytes cannot be compared.
reason="$1 is not installed"
if [[ -n ${ONCRPC_REQUIRE_INTEROP-} ]]; then
  echo "FAILED: must not be skipped here: $reason"
  exit 1
fi
echo "SKIPPED: $reason"
exit 77
