// Made by idlc from recursion.x. Changes belong there.
// It declares no program, so there is nothing to call or to serve.
