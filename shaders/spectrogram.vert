#version 300 es
// A ladder of strips over the plot (the viewport). The axis is bent here, once a rung, not once a pixel: where pictures
// are drawn without a graphics card that is most of the work.
precision highp float;

uniform float u_rungs;
uniform float u_pixels_high;
uniform float u_left_column;  // at the left edge, counted from the end of the newest column (negative: the past)
uniform float u_right_column;
uniform vec4 u_mel;  // break, hertz a step below it, logarithmic step above it, top
uniform float u_linear_top_hz;  // 0: mel axis
uniform float u_bins_per_hz;

out float v_bin;
out float v_bins_per_pixel;
out float v_column;

float bin_at(float place) {
  float hz = place * u_linear_top_hz;
  if (u_linear_top_hz == 0.0) {
    float mel = place * u_mel.w;
    hz = mel < u_mel.x ? mel * u_mel.y : u_mel.x * u_mel.y * exp((mel - u_mel.x) * u_mel.z);
  }
  return hz * u_bins_per_hz;
}

void main() {
  float place = float(gl_VertexID >> 1) / u_rungs;
  float side = float(gl_VertexID & 1);
  float half_pixel = 0.5 / u_pixels_high;
  v_bin = bin_at(place);
  v_bins_per_pixel = bin_at(place + half_pixel) - bin_at(place - half_pixel);
  v_column = mix(u_left_column, u_right_column, side);
  gl_Position = vec4(side * 2.0 - 1.0, place * 2.0 - 1.0, 0.0, 1.0);
}
