#version 300 es
// A square for each point of the map, drawn over the plot (the viewport).
precision highp float;

layout(location = 0) in vec2 a_place;  // on the map
layout(location = 1) in vec4 a_colour;
layout(location = 2) in float a_shape;

uniform vec4 u_map;        // factor and offset of x, then of y: to −1 … 1
uniform vec2 u_half;       // half a mark's side, −1 … 1
uniform float u_half_px;   // the same in device pixels

out vec2 v_at;  // within the mark: −1 … 1, and a little more for the edge
flat out vec4 v_colour;
flat out int v_shape;

void main() {
  float more = 1.0 + 2.0 / u_half_px;
  v_at = (vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0) * more;
  v_colour = a_colour;
  v_shape = int(a_shape + 0.5);
  gl_Position = vec4(a_place * u_map.xz + u_map.yw + v_at * u_half, 0.0, 1.0);
}
