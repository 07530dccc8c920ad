#include "ui/gl/picture_textures.h"

#include <algorithm>
#include <vector>

namespace emo::ui {

PictureTextures::~PictureTextures() {
  for (const auto& [key, one] : known_) glDeleteTextures(1, &one.id);
}

ImTextureID PictureTextures::texture(std::uint32_t key, const BytePicture& picture, ColourMap map) {
  Known& one = known_[key];
  one.wanted = true;
  if (one.id != 0 && one.serial == picture.serial && one.map == map) return static_cast<ImTextureID>(one.id);
  if (one.id == 0) glGenTextures(1, &one.id);
  one.serial = picture.serial;
  one.map = map;
  const ColourTable& table = colour_table(map);
  std::vector<Rgba> pixels;
  pixels.reserve(picture.bytes.size());
  // From the picture's own quietest: a recording's noise would else be most of the colours.
  const int least = picture.bytes.empty() ? 0 : *std::min_element(picture.bytes.begin(), picture.bytes.end());
  const int span = std::max(1, 255 - least);
  for (const std::uint8_t byte : picture.bytes)
    pixels.push_back(table[static_cast<std::size_t>((byte - least) * 255 / span)]);
  glBindTexture(GL_TEXTURE_2D, one.id);
  for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    glTexParameteri(GL_TEXTURE_2D, filter, GL_LINEAR);
  for (const GLenum edge : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
    glTexParameteri(GL_TEXTURE_2D, edge, GL_CLAMP_TO_EDGE);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, static_cast<GLsizei>(picture.width), static_cast<GLsizei>(picture.height), 0,
               GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  return static_cast<ImTextureID>(one.id);
}

void PictureTextures::keep() {
  std::erase_if(known_, [](auto& entry) {
    Known& one = entry.second;
    if (one.wanted) {
      one.wanted = false;
      return false;
    }
    glDeleteTextures(1, &one.id);
    return true;
  });
}

}  // namespace emo::ui
