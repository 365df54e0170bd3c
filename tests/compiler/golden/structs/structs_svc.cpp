// Made by idlc from structs.x. Changes belong there.
// It declares no program, so there is nothing to call or to serve.
