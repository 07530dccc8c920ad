#version 300 es
precision highp float;

uniform sampler2D u_columns;  // one row a column, dB bytes from 0 Hz
uniform sampler2D u_colours;
uniform float u_columns_per_pixel;
uniform float u_known_columns;
uniform float u_newest_row;
uniform vec2 u_texel;  // one bin, one column
uniform float u_low_share;
uniform float u_share_per_value;
uniform vec3 u_empty;

in float v_bin;
in float v_bins_per_pixel;
in float v_column;

out vec4 o_colour;

float loudness(float bin, float column) {
  float c = clamp(column, 0.5 - u_known_columns, -0.5);  // never blend the newest with the oldest
  return texture(u_columns, vec2(bin + 0.5, u_newest_row + c) * u_texel).r;
}

void main() {
  if (v_column > 0.0 || v_column < -u_known_columns) {
    o_colour = vec4(u_empty, 1.0);
    return;
  }
  float loudest = loudness(v_bin, v_column);
  if (v_bins_per_pixel > 1.5 || u_columns_per_pixel > 1.5) {
    // The loudest of what a pixel covers: a thin partial must not vanish where bins are denser than pixels. One look
    // blends two bins or columns.
    int bins = int(clamp(v_bins_per_pixel * 0.6 + 0.5, 1.0, 4.0));
    int columns = int(clamp(u_columns_per_pixel * 0.6 + 0.5, 1.0, 4.0));
    vec2 step = vec2(v_bins_per_pixel / float(bins), u_columns_per_pixel / float(columns));
    vec2 first = vec2(v_bin, v_column) - 0.5 * vec2(float(bins - 1), float(columns - 1)) * step;
    for (int i = 0; i < columns; ++i) {
      for (int j = 0; j < bins; ++j) {
        vec2 at = first + vec2(float(j), float(i)) * step;
        loudest = max(loudest, loudness(at.x, at.y));
      }
    }
  }
  float share = clamp((loudest - u_low_share) * u_share_per_value, 0.0, 1.0);
  o_colour = texelFetch(u_colours, ivec2(int(share * 255.0 + 0.5), 0), 0);
}
