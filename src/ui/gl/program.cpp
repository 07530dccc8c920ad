#include "ui/gl/program.h"

namespace emo::ui {
namespace {

GLuint compiled(GLenum kind, std::string_view source) {
  const GLuint shader = glCreateShader(kind);
  const char* text = source.data();
  const auto length = static_cast<GLint>(source.size());
  glShaderSource(shader, 1, &text, &length);
  glCompileShader(shader);
  return shader;
}

}  // namespace

Program::Program(std::string_view vertex, std::string_view fragment) {
  const GLuint v = compiled(GL_VERTEX_SHADER, vertex);
  const GLuint f = compiled(GL_FRAGMENT_SHADER, fragment);
  id_ = glCreateProgram();
  glAttachShader(id_, v);
  glAttachShader(id_, f);
  glLinkProgram(id_);
  glDeleteShader(v);
  glDeleteShader(f);
  GLint linked = 0;
  glGetProgramiv(id_, GL_LINK_STATUS, &linked);
  if (linked == 0) {
    glDeleteProgram(id_);
    id_ = 0;
  }
}

Program::~Program() {
  if (id_ != 0) glDeleteProgram(id_);
}

}  // namespace emo::ui
