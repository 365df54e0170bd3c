// Made by idlc from json.x. Changes belong there.
// It declares no program, so there is nothing to call or to serve.
