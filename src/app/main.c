/* Start and end of the program. */
#include "base/lang.h"

int main(int argc, char **argv)
{
	lang_start("zh", argc ? argv[0] : "yanshen");
	return 0;
}
