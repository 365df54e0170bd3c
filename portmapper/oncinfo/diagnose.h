// `--diagnose`: the way that a client's first call takes, step by step, up to where it stops, and what to do about it.
#pragma once

#include "oncinfo/inquiry.h"
#include "oncinfo/output.h"

namespace onc::oncinfo {

int diagnose(const Inquiry& inquiry, const Wanted& wanted, const RpcNames& names, const Output& output);

}  // namespace onc::oncinfo
