// Made by idlc from views.x. Changes belong there.
// It declares no program, so there is nothing to call or to serve.
