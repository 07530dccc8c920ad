#version 300 es
// One run of columns of a tile, as a ladder of strips over the plot (the viewport); the axis is bent once a rung, as in
// spectrogram.vert.
precision highp float;

uniform float u_rungs;
uniform float u_pixels_high;
uniform vec2 u_edges;         // left and right edge, −1 … 1
uniform vec2 u_edge_columns;  // columns of the tile at these edges
uniform float u_rows;
uniform int u_axis;           // 0 rows of the same height, 1 hertz, 2 hertz on the mel scale
uniform vec2 u_ends;          // of the axis: hertz or mel
uniform vec2 u_row_of_hz;     // hertz of row 0, rows a hertz
uniform vec3 u_mel;           // break, hertz a step below it, logarithmic step above it

out float v_row;
out float v_rows_per_pixel;
out float v_column;

float row_at(float place) {
  if (u_axis == 0) return place * u_rows - 0.5;
  float hz = mix(u_ends.x, u_ends.y, place);
  if (u_axis == 2) hz = hz < u_mel.x ? hz * u_mel.y : u_mel.x * u_mel.y * exp((hz - u_mel.x) * u_mel.z);
  return (hz - u_row_of_hz.x) * u_row_of_hz.y;
}

void main() {
  float place = float(gl_VertexID >> 1) / u_rungs;
  float side = float(gl_VertexID & 1);
  float half_pixel = 0.5 / u_pixels_high;
  v_row = row_at(place);
  v_rows_per_pixel = row_at(place + half_pixel) - row_at(place - half_pixel);
  v_column = mix(u_edge_columns.x, u_edge_columns.y, side);
  gl_Position = vec4(mix(u_edges.x, u_edges.y, side), place * 2.0 - 1.0, 0.0, 1.0);
}
