#version 300 es
precision highp float;

uniform sampler2D u_tile;     // one row a column of the picture
uniform sampler2D u_colours;  // row 0 sequential, row 1 diverging
uniform float u_columns_per_pixel;
uniform vec2 u_known;  // first and last column that may be read
uniform vec2 u_texel;  // one row, one column of the picture
uniform float u_rows;
uniform int u_smooth;     // 1: neighbouring rows blend
uniform int u_mean;       // 1: a pixel shows the mean of what it covers, 0: the largest
uniform int u_diverging;  // 1: the signed square root of value times scale, around the middle
uniform float u_low;
uniform float u_scale;

in float v_row;
in float v_rows_per_pixel;
in float v_column;

out vec4 o_colour;

float value(float row, float column) {
  float r = clamp(row, 0.0, u_rows - 1.0);
  float c = clamp(floor(column), u_known.x, u_known.y);  // a column is a moment: two of them never blend
  return texture(u_tile, vec2((u_smooth == 1 ? r : floor(r + 0.5)) + 0.5, c + 0.5) * u_texel).r;
}

void main() {
  int columns = int(clamp(ceil(u_columns_per_pixel - 0.01), 1.0, 4.0));
  int rows = v_rows_per_pixel > 1.5 ? int(clamp(ceil(v_rows_per_pixel * 0.6), 1.0, 4.0)) : 1;
  vec2 step = vec2(v_rows_per_pixel / float(rows), u_columns_per_pixel / float(columns));
  vec2 first = vec2(v_row, v_column) - 0.5 * vec2(float(rows - 1), float(columns - 1)) * step;
  float all = u_mean == 1 ? 0.0 : -1.0e9;
  for (int i = 0; i < columns; ++i) {
    for (int j = 0; j < rows; ++j) {
      float one = value(first.x + float(j) * step.x, first.y + float(i) * step.y);
      all = u_mean == 1 ? all + one : max(all, one);
    }
  }
  if (u_mean == 1) all /= float(columns * rows);
  float share = (all - u_low) * u_scale;
  if (u_diverging == 1) share = 0.5 + 0.5 * sign(share) * sqrt(min(abs(share), 1.0));
  o_colour = texelFetch(u_colours, ivec2(int(clamp(share, 0.0, 1.0) * 255.0 + 0.5), u_diverging), 0);
}
