// Made by idlc from constants.x. Changes belong there.
#include "constants.h"

