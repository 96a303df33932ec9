/* Numbers of persons in a text, as they are shown until somebody asks for them. */
#ifndef TEXT_MASK_H
#define TEXT_MASK_H

#include "base/attr.h"

/*
 * The same text with the middle of telephone and identity numbers as stars. Owns: the caller frees.
 * Source: domain P01, P02.
 */
char *mask_numbers(const char *text);

/*
 * Whether MASKED is what mask_numbers() makes of TEXT and hides something of it: brought back, it
 * says nothing new and must not be kept in its place.
 */
bool mask_is_of(const char *masked, const char *text);

#endif
