#version 300 es
precision highp float;

uniform sampler2D u_columns;  // one row a column, dB bytes from 0 Hz
uniform sampler2D u_colours;
uniform vec4 u_plot;  // x, y, width, height in device pixels, y up
uniform float u_left_column;  // at the left edge, counted from the end of the newest column (negative: the past)
uniform float u_columns_per_pixel;
uniform float u_known_columns;
uniform float u_newest_row;
uniform float u_rows;
uniform float u_bins;
uniform float u_bins_per_hz;
uniform vec4 u_mel;  // break, hertz a step below it, logarithmic step above it, top
uniform float u_linear_top_hz;  // 0: mel axis
uniform float u_low_byte;
uniform float u_share_per_byte;
uniform vec3 u_empty;

out vec4 o_colour;

float bin_at(float place) {
  float hz = place * u_linear_top_hz;
  if (u_linear_top_hz == 0.0) {
    float mel = place * u_mel.w;
    hz = mel < u_mel.x ? mel * u_mel.y : u_mel.x * u_mel.y * exp((mel - u_mel.x) * u_mel.z);
  }
  return hz * u_bins_per_hz;
}

float loudness(float bin, float column) {
  float c = clamp(column, 0.5 - u_known_columns, -0.5);  // never blend the newest with the oldest
  return texture(u_columns, vec2((bin + 0.5) / u_bins, (u_newest_row + c) / u_rows)).r * 255.0;
}

void main() {
  vec2 pixel = gl_FragCoord.xy - u_plot.xy;
  float column = u_left_column + pixel.x * u_columns_per_pixel;
  if (column > 0.0 || column < -u_known_columns) {
    o_colour = vec4(u_empty, 1.0);
    return;
  }
  // The loudest of what a pixel covers: a thin partial must not vanish where bins are denser than pixels.
  float low = bin_at((pixel.y - 0.5) / u_plot.w);
  float high = bin_at((pixel.y + 0.5) / u_plot.w);
  int bins = int(clamp(ceil(high - low), 1.0, 6.0));
  int columns = int(clamp(ceil(u_columns_per_pixel), 1.0, 4.0));
  float loudest = 0.0;
  for (int i = 0; i < columns; ++i) {
    float at = column + ((float(i) + 0.5) / float(columns) - 0.5) * u_columns_per_pixel;
    for (int j = 0; j < bins; ++j) {
      loudest = max(loudest, loudness(mix(low, high, (float(j) + 0.5) / float(bins)), at));
    }
  }
  float share = clamp((loudest - u_low_byte) * u_share_per_byte, 0.0, 1.0);
  o_colour = vec4(texture(u_colours, vec2((share * 255.0 + 0.5) / 256.0, 0.5)).rgb, 1.0);
}
