// Included before ImGui's OpenGL backend. It saves and restores some thirty values of GL state a frame; in a browser
// each question waits for the GPU process, tens of milliseconds where rendering is done in software. Nobody else draws
// in our context, and every frame sets the state it needs, so the questions are answered with GL's initial values.
#pragma once
#include <GLES3/gl3.h>

static inline void emo_initial_value(GLenum name, GLint* value) {
  switch (name) {
    case GL_MAJOR_VERSION:
    case GL_MINOR_VERSION:
    case GL_MAX_TEXTURE_SIZE:
      glGetIntegerv(name, value);
      return;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX:
      value[0] = value[1] = value[2] = value[3] = 0;
      return;
    case GL_ACTIVE_TEXTURE:
      *value = GL_TEXTURE0;
      return;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA:
      *value = GL_FUNC_ADD;
      return;
    default:
      *value = 0;
      return;
  }
}
// gl/no_scanf.h has taken sscanf away; the backend chooses its shaders by the number in "#version 300 es".
static inline int emo_first_number(const char* text, const char*, int* number, ...) {
  while (*text != '\0' && (*text < '0' || *text > '9')) ++text;
  for (*number = 0; *text >= '0' && *text <= '9'; ++text) *number = 10 * *number + (*text - '0');
  return 1;
}
#undef sscanf
#define sscanf emo_first_number

static inline GLboolean emo_initially_off(GLenum) { return GL_FALSE; }

#define glGetIntegerv emo_initial_value
#define glIsEnabled emo_initially_off
