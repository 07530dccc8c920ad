// A linked WebGL2 program. Made and destroyed with the context.
#pragma once
#include <GLES3/gl3.h>

#include <string_view>

namespace emo::ui {

class Program {
 public:
  Program(std::string_view vertex, std::string_view fragment);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] bool ok() const { return id_ != 0; }
  void use() const { glUseProgram(id_); }
  [[nodiscard]] GLint uniform(const char* name) const { return glGetUniformLocation(id_, name); }

 private:
  GLuint id_ = 0;
};

}  // namespace emo::ui
