// Made by idlc from aliases.x. Changes belong there.
// It declares no program, so there is nothing to call or to serve.
