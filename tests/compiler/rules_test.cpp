// The rules of the language, each by files that break it.
#include <gtest/gtest.h>

#include "expect_diagnostics.h"

namespace {

using onc::compiler::test::expect_diagnostics;

TEST(Names, RejectsUnknownTypes) {
  expect_diagnostics(R"x(
    struct a {
      nosuch b;                    // error: unknown type 'nosuch'
      nosuch *c;                   // error: unknown type 'nosuch'
    };
    typedef struct other d;        // error: unknown type 'other'
    program P { version V { gone X(void) = 1; } = 1; } = 1;  // error: unknown type 'gone'
  )x");
}

TEST(Names, RejectsUnknownConstants) {
  expect_diagnostics(R"x(
    typedef string a<NOSUCH>;      // error: unknown constant 'NOSUCH'
    enum b { C = GONE };           // error: unknown constant 'GONE'
    const D = E;                   // error: unknown constant 'E'
    union f switch (int g) { case H: void; };  // error: unknown constant 'H'
  )x");
}

TEST(Names, TellsTypesFromConstants) {
  expect_diagnostics(R"x(
    const A = 1;                   // note: declared here
    struct b { A c; };             // note: declared here // error: 'A' is not a type
    const D = b;                   // error: 'b' is not a constant
  )x");
}

TEST(Names, RejectsASecondDeclaration) {
  expect_diagnostics(R"x(
    const A = 1;                   // note: first declared here // note: first declared here
    struct A { int b; };           // error: 'A' is declared twice
    enum c { A };                  // error: 'A' is declared twice
    struct d { int e; };           // note: first declared here
    typedef int d;                 // error: 'd' is declared twice
    program f { version g { void H(void) = 1; } = 1; } = 1;  // note: first declared here
    enum f { I };                  // error: 'f' is declared twice
  )x");
}

TEST(Names, RejectsAMemberDeclaredTwice) {
  expect_diagnostics(R"x(
    struct a {
      int b;                       // note: first declared here
      hyper b;                     // error: member 'b' is declared twice
    };
  )x");
}

TEST(Names, RejectsAListLinkNamedLikeAMember) {
  expect_diagnostics(R"x(
    struct a {
      int next;                    // note: first declared here
      a *next;                     // error: member 'next' is declared twice
    };
  )x");
}

TEST(Names, RejectsAnArmDeclaredTwice) {
  expect_diagnostics(R"x(
    union a switch (int b) {
      case 1: int c;               // note: first declared here
      case 2: int c;               // error: arm 'c' is declared twice
    };
  )x");
}

TEST(Names, GivesArgumentsWithoutANameOnesThatAreFree) {
  expect_diagnostics("program P { version V { int X(int, int arg1, int arg3, int arg4, int) = 1; } = 1; } = 1;");
}

TEST(Names, LetsAnArmBeNamedLikeItsDiscriminant) {
  expect_diagnostics("union a switch (int b) { case 1: int b; case 2: int a; };");
}

TEST(Names, RejectsAnArgumentDeclaredTwice) {
  expect_diagnostics(R"x(
    program p { version v {
      int A(int x,                 // note: first declared here
            int x) = 1;            // error: argument 'x' is declared twice
    } = 1; } = 1;
  )x");
}

TEST(Programs, RejectsRepeatedNamesAndNumbers) {
  expect_diagnostics(R"x(
    program p {
      version v {
        int A(void) = 1;           // note: first declared here // note: first given to 'A'
        int B(void) = 1;           // error: procedure number 1 is given twice in version 'v'
        int A(void) = 2;           // error: procedure 'A' is declared twice
      } = 1;
      version w { int A(void) = 1; } = 2;  // note: first given to 'w' // note: first declared here
      version x { int A(void) = 1; } = 2;  // error: version number 2 is given twice in program 'p'
      version w { int A(void) = 1; } = 3;  // error: version 'w' is declared twice
    } = 5;
    program q { version r { int A(void) = 1; } = 1; } = 6;   // note: first given to 'q'
    program s { version t { int A(void) = 1; } = 1; } = 0x6; // error: program number 0x6 is given twice
  )x");
}

TEST(Programs, RejectsNumbersOutOfRange) {
  expect_diagnostics(R"x(
    program p {
      version v {
        int A(void) = -1;          // error: a procedure number is between 0 and 4294967295
      } = 4294967296;              // error: a version number is between 0 and 4294967295
    } = -5;                        // error: a program number is between 0 and 4294967295
  )x");
}

TEST(Programs, RejectsVoidBesideOtherArguments) {
  expect_diagnostics(R"x(
    program p { version v {
      int A(void, int) = 1;        // error: void cannot stand beside other arguments
    } = 1; } = 1;
  )x");
}

TEST(Numbers, RejectsBoundsOutOfRange) {
  expect_diagnostics(R"x(
    const BIG = 4294967296;
    struct a {
      opaque b[-1];                // error: size -1 is not between 0 and 4294967295
      int c<BIG>;                  // error: bound 4294967296 is not between 0 and 4294967295
      string d<4294967295>;
      int e[2 - 3];                // error: size -1 is not between 0 and 4294967295
    };
  )x");
}

TEST(Numbers, RejectsEnumValuesBeyond32Bits) {
  expect_diagnostics(R"x(
    enum a {
      C = 4294967296,              // error: enum value 4294967296 does not fit 32 bits and a sign
      D = -2147483648,
      E = -2147483649              // error: enum value -2147483649 does not fit 32 bits and a sign
    };
  )x");
}

TEST(Numbers, RejectsConstantsBeyond64Bits) {
  expect_diagnostics(R"x(
    const A = 18446744073709551615;
    const B = -9223372036854775808;
    const C = -9223372036854775809;  // error: constant -9223372036854775809 does not fit 64 bits
    const D = A + 1;                 // error: this expression does not fit 64 bits
    const E = 1 / (A - A);           // error: division by zero
  )x");
}

TEST(Numbers, RejectsValuesThatDependOnThemselves) {
  expect_diagnostics(R"x(
    const A = B + 1;               // error: the value of 'A' depends on itself
    const B = A;                   // note: through 'B'
    enum c { D = E, E };           // error: the value of 'D' depends on itself // note: through 'E'
    const F = F;                   // error: the value of 'F' depends on itself
  )x");
}

TEST(Unions, RejectsRepeatedCase) {
  expect_diagnostics(R"x(
    union reply switch (unsigned int status) {
      case 0: int value;           // note: first used here
      case 0: hyper other;         // error: case 0 of union 'reply' appears twice
      default: void;
    };
  )x");
}

TEST(Unions, RejectsCasesThatAreEqualUnderTwoNames) {
  expect_diagnostics(R"x(
    enum e { A = 1, B = 1 };
    union u switch (e tag) {
      case A: int a;               // note: first used here
      case B: int b;               // error: case B of union 'u' appears twice
    };
  )x");
}

TEST(Numbers, TakesEnumValuesOf32BitsForNegativeOnes) {
  expect_diagnostics(R"x(
    enum a {
      B = 0x7fffffff,
      C,                // warning: enum value 2147483648 does not fit 32 bits and a sign; -2147483648 has its bits
      D = 0xffffffff    // warning: enum value 4294967295 does not fit 32 bits and a sign; -1 has its bits
    };
    union e switch (a f) {
      case C: int g;    // note: first used here
      case 0xffffffff: int h;
      case 0x80000000: int i;  // error: case 0x80000000 of union 'e' appears twice
    };
  )x");
}

TEST(Unions, TakesCasesOutsideAnEnumBesideADefault) {
  expect_diagnostics(R"x(
    enum color { RED = 1 };  // note: the discriminant's type is declared here
    union a switch (color c) {
      case RED: int x;
      case -1: int y;        // warning: case -1 is no value of enum 'color'
      default: void;
    };
  )x");
}

TEST(Unions, RejectsCasesOutsideTheDiscriminantsType) {
  expect_diagnostics(R"x(
    enum color { RED = 1, GREEN = 2 };   // note: the discriminant's type is declared here
    const BLUE = 3;
    union a switch (color c) {
      case RED: int x;
      case 2: int y;
      case BLUE: int z;            // error: case BLUE is no value of enum 'color'
    };
    union b switch (bool t) {
      case 2: int x;               // error: case 2 is outside the discriminant's range, 0 to 1
      case 1: int y;
    };
    union d switch (unsigned u) {
      case -1: int x;              // error: case -1 is outside the discriminant's range, 0 to 4294967295
    };
    union e switch (int i) {
      // error: case 2147483648 is outside the discriminant's range, -2147483648 to 2147483647
      case 2147483648: int x;
    };
  )x");
}

TEST(Unions, RejectsDiscriminantsThatAreNoIntegers) {
  expect_diagnostics(R"x(
    struct s { int a; };
    typedef s t;
    // error: a discriminant is an int, an unsigned int, a bool or an enum
    union a switch (hyper b) { default: void; };
    // error: a discriminant is an int, an unsigned int, a bool or an enum
    union c switch (float d) { default: void; };
    // error: a discriminant is an int, an unsigned int, a bool or an enum
    union e switch (t f) { case 1: void; };
    // error: a discriminant is an int, an unsigned int, a bool or an enum
    union g switch (int *h) { default: void; };
    // error: a discriminant is an int, an unsigned int, a bool or an enum
    union i switch (string j<4>) { default: void; };
  )x");
}

TEST(Unions, TakesDiscriminantsBehindTypedefs) {
  expect_diagnostics("enum a { B }; typedef a c; typedef c d; union e switch (d f) { case B: void; };");
}

TEST(Unions, RejectsDiscriminantsWhoseValuesAreNotKnown) {
  expect_diagnostics(
      "%#include \"color.h\"\n"
      "union u switch (color c) { // error: 'color' cannot be a discriminant: it is declared elsewhere, "
      "so its values are not known here\n"
      "  case 1: int a;\n};",
      {.extern_types = {"color=paint::Color:paint.h"}});
}

TEST(Unions, RejectsASecondDefaultAmongTheLabelsOfAnArm) {
  expect_diagnostics(R"x(
    union a switch (int b) {
      case 1: default:             // note: the first one is here
      case 2: default: int c;      // error: this union has a second default
    };
  )x");
}

TEST(Unions, RejectsASecondDefault) {
  expect_diagnostics(R"x(
    union a switch (int b) {
      default: int c;              // note: the first one is here
      default: int d;              // error: union 'a' has a second default
    };
  )x");
}

TEST(Declarations, RejectsBodiesWithoutParts) {
  expect_diagnostics(R"x(
    struct a { };                  // error: a struct needs at least one member
    enum b { };                    // error: an enum needs at least one value
    union c switch (int d) { };    // error: a union needs at least one case
    program e { } = 1;             // error: a program needs at least one version
    program f { version g { } = 1; } = 2;  // error: a version needs at least one procedure
    typedef struct { } h<>;        // error: a struct needs at least one member
  )x");
}

TEST(Sizes, RejectsWhatIsTooLargeForAStack) {
  expect_diagnostics(R"x(
    struct fits { opaque a[1048576]; };
    // error: 'big' takes 9000000 bytes of memory whatever it holds; 1048576 is the limit
    struct big { opaque a[9000000]; };
    struct user { big a; fits b<>; };
    // error: 'huge' takes 17179869180 bytes of memory whatever it holds; 1048576 is the limit
    struct huge { int a[4294967295]; };
    // error: 'many' takes 4503599626321920 bytes of memory whatever it holds; 1048576 is the limit
    typedef fits many[4294967295];
    // error: 'sum' takes 1048580 bytes of memory whatever it holds; 1048576 is the limit
    struct sum { fits a; int b; };
    // error: 'arms' takes 1048584 bytes of memory whatever it holds; 1048576 is the limit
    union arms switch (int a) {
      case 1: fits b;
      case 2: int c[9];
    };
    struct elsewhere { fits a<>; many b<>; tree *c; };
    struct tree { tree *left; int x; };
  )x");
}

TEST(Sizes, CountsArgumentsTogetherAndArmsInBoxesAlone) {
  expect_diagnostics(R"x(
    typedef opaque half[600000];
    program a { version b {
      void C(half) = 1;
      // error: the arguments of 'D' take 1200000 bytes of memory whatever they hold; 1048576 is the limit
      void D(half, half) = 2;
    } = 1; } = 1;
    union e switch (int f) {
      case 1: e g[70000];          // error: 'g' takes 1120000 bytes of memory whatever it holds; 1048576 is the limit
      default: void;
    };
  )x");
}

TEST(Declarations, RejectsVoidWhereItMeansNothing) {
  expect_diagnostics(R"x(
    struct a {
      void;                        // error: a struct member cannot be void
    };
    typedef void;                  // error: a typedef cannot be void
    struct b {
      void *c;                     // error: there are no arrays of void and no pointers to it
      void d<3>;                   // error: there are no arrays of void and no pointers to it
    };
    union e switch (int f) {
      case 1: void g;              // error: a void arm has no name
    };
  )x");
}

TEST(Declarations, RejectsOpaqueAndStringInShapesTheyDoNotHave) {
  expect_diagnostics(R"x(
    struct a {
      opaque b;                    // error: opaque data needs a length
      opaque *c;                   // error: optional opaque data needs a typedef of its own
      string d[5];                 // error: a string has no fixed length
      string *e;                   // error: an optional string needs a typedef of its own
      string f;
    };
  )x");
}

TEST(Recursion, RejectsTypesWithoutAFiniteValue) {
  expect_diagnostics(R"x(
    struct a { int b; a c; };      // error: 'a' contains itself, so no value of it ever ends
    struct d { e f; };             // error: 'd' contains itself, so no value of it ever ends
    struct e { d g[2]; };          // note: through 'e'
    struct h { d i; };
    union j switch (int k) { case 1: j l; case 2: a m; };  // error: 'j' contains itself, so no value of it ever ends
    struct n { int o; n p; n *next; };  // error: 'n' contains itself, so no value of it ever ends
  )x");
}

TEST(Recursion, TakesEveryWayOutOfACircle) {
  expect_diagnostics(R"x(
    struct a { a *b; int c; };
    struct d { d e<>; };
    union f switch (int g) { case 1: f h; case 2: void; };
    struct i { f j; k l; };
    union k switch (bool m) { case TRUE: i n; case FALSE: void; };
    struct o { int p; o *next; };
    typedef q *r; struct q { r s; int t; };
    struct u { v *w; }; struct v { u x; };
  )x");
}

TEST(Recursion, RejectsTypedefsOfThemselves) {
  expect_diagnostics(R"x(
    typedef b a;                   // error: typedef 'a' names nothing but itself
    typedef a b;
  )x");
}

TEST(Recursion, RejectsTypedefsThatOnlyPointToThemselves) {
  expect_diagnostics(R"x(
    typedef a *a;                  // error: typedef 'a' leads to itself through typedefs only
    typedef c b<>;                 // error: typedef 'b' leads to itself through typedefs only
    typedef b *c;
  )x");
}

TEST(Errors, AreAllReportedInOneRun) {
  std::string text;
  for (int i = 0; i < 30; ++i) {
    const std::string n = std::to_string(i);
    text += "struct s" + n + " { nosuch" + n + " a; };  // error: unknown type 'nosuch" + n + "'\n";
  }
  expect_diagnostics(text);
}

TEST(Errors, HaveNoConsequences) {
  expect_diagnostics(R"x(
    enum color { RED = NOSUCH, GREEN };          // error: unknown constant 'NOSUCH'
    union u switch (colour c) { case RED: int r; };  // error: unknown type 'colour'
    struct s { u a; nosuch b; };                 // error: unknown type 'nosuch'
    typedef s t; struct v { t w[GREEN]; };
    struct broken { void; };                     // error: a struct member cannot be void
    struct uses { broken b; };
  )x");
}

TEST(Errors, OfABrokenDefinitionSpareItsUsers) {
  expect_diagnostics(R"x(
    strutc a { int b; };                         // error: unexpected 'strutc'
    struct c { a d; };
  )x");
}

TEST(Programs, TakesNoNumberOutOfRangeForAnother) {
  expect_diagnostics(R"x(
    program A { version V { void F(void) = 1; } = 1; } = 0;
    program B { version V { void F(void) = 1; } = 1; } = -1;  // error: a program number is between 0 and 4294967295
    program C { version V { void F(void) = 1; } = 1; } = 1;
    program D {
      version V {
        void F(void) = 4294967296;                            // error: a procedure number is between 0 and 4294967295
        void G(void) = 0;
      } = 4294967296;                                         // error: a version number is between 0 and 4294967295
      version W { void F(void) = 1; } = 0;
    } = 2;
  )x");
}

TEST(Numbers, RejectsNegativeShiftCounts) {
  expect_diagnostics(R"x(
    const A = 1 << -1;      // error: the shift count -1 is negative
    const B = 1 >> A1 - 2;  // error: the shift count -1 is negative
    const A1 = 1;
    const C = 1 << 64;      // error: this expression does not fit 64 bits
  )x");
}

}  // namespace
