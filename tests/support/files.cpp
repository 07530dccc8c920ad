#include "support/files.h"

std::string emo::test::tests_folder() { return EMO_TESTS_DIR; }
