// Pictures of bytes as textures that ImGui can draw, one a key; those no longer wanted are freed.
#pragma once
#include <GLES3/gl3.h>

#include <cstdint>
#include <map>
#include <span>

#include "imgui.h"
#include "ui/base/colour_map.h"

namespace emo::ui {

struct BytePicture {  // height rows of width bytes, the lowest first
  std::uint32_t width = 0, height = 0, serial = 0;
  std::span<const std::uint8_t> bytes{};
};

class PictureTextures {
 public:
  PictureTextures() = default;
  ~PictureTextures();
  PictureTextures(const PictureTextures&) = delete;
  PictureTextures& operator=(const PictureTextures&) = delete;

  // Good until the next frame's keep().
  ImTextureID texture(std::uint32_t key, const BytePicture& picture, ColourMap map);
  // Frees what was not asked for since the last call.
  void keep();

 private:
  struct Known {
    GLuint id = 0;
    std::uint32_t serial = 0;
    ColourMap map{};
    bool wanted = true;
  };
  std::map<std::uint32_t, Known> known_;
};

}  // namespace emo::ui
