/* Every limit of the program in one place, each with its reason. Past one is ERR_FULL, never a cut. */
#ifndef BASE_BOUNDS_H
#define BASE_BOUNDS_H

#define BOUND_BODY_BYTES (16u << 20)	   /* a report's text; 1,500 characters are usual */
#define BOUND_FILE_BYTES (64u << 20)	   /* a file that somebody sends */
#define BOUND_IMPORT_FILES 10000	   /* files in one import: more is a wrong folder */
#define BOUND_UNPACKED_BYTES (256u << 20)  /* what an archive may unpack to in memory */
#define BOUND_ARCHIVE_ENTRIES 10000	   /* a document has dozens */
#define BOUND_TITLE_CHARS 100		   /* the field of the form [D 3.1 Q03] */
#define BOUND_FIELD_BYTES 4096		   /* any other field of the head */
#define BOUND_WORDS_BYTES (64u << 10)	   /* words said with a move */
#define BOUND_WRITERS 64		   /* joint reports name a dozen at most */
#define BOUND_DRAFT_BYTES (256u << 20)	   /* all that is typed in one sitting, undone or not */
#define BOUND_UNDO_STEPS 100000		   /* points of the undo tree */
#define BOUND_DB_WARN_BYTES (800ll << 20)  /* the shared file: SQLite's lock bytes stand at 1 GiB */
#define BOUND_DB_STOP_BYTES (960ll << 20)  /* and no import past this */
#define BOUND_SCREEN_COLS 1000
#define BOUND_SCREEN_ROWS 500

#endif
