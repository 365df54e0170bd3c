// `-d`: removes a registration.
#pragma once

#include "oncinfo/inquiry.h"
#include "oncinfo/output.h"

namespace onc::oncinfo {

/// Under the inquiry's netid, or all. rpcbind's answer decides; Debian's takes the removal of nothing for a success.
int remove_registration(const Inquiry& inquiry, ProgramVersion id, const Output& output);

}  // namespace onc::oncinfo
