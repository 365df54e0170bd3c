// What compilers are told of lifetimes: clang warns of what points into something that is gone.
#pragma once

#if defined(__clang__)
#define ONC_XDR_POINTER [[gsl::Pointer]]
#define ONC_XDR_OWNER [[gsl::Owner]]
#define ONC_XDR_LIFETIMEBOUND [[clang::lifetimebound]]
#else
#define ONC_XDR_POINTER
#define ONC_XDR_OWNER
#define ONC_XDR_LIFETIMEBOUND
#endif
