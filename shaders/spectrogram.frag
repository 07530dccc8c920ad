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
  // The loudest of what a pixel covers: a thin partial must not vanish where bins are denser than pixels.
  int bins = int(clamp(v_bins_per_pixel + 0.4, 1.0, 6.0));
  int columns = int(clamp(u_columns_per_pixel + 0.4, 1.0, 4.0));
  float bin_step = v_bins_per_pixel / float(bins);
  float column_step = u_columns_per_pixel / float(columns);
  float loudest = 0.0;
  for (int i = 0; i < columns; ++i) {
    float column = v_column + (float(i) - 0.5 * float(columns - 1)) * column_step;
    for (int j = 0; j < bins; ++j) {
      loudest = max(loudest, loudness(v_bin + (float(j) - 0.5 * float(bins - 1)) * bin_step, column));
    }
  }
  float share = clamp((loudest - u_low_share) * u_share_per_value, 0.0, 1.0);
  o_colour = texelFetch(u_colours, ivec2(int(share * 255.0 + 0.5), 0), 0);
}
