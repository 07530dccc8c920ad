#version 300 es
// A point of the map each, drawn over the plot (the viewport). No instances: software renderers draw them one by one.
precision highp float;

layout(location = 0) in vec2 a_place;  // on the map
layout(location = 1) in vec4 a_colour;
layout(location = 2) in float a_shape;

uniform vec4 u_map;       // factor and offset of x, then of y: to −1 … 1
uniform float u_half_px;  // half a mark's side in device pixels

flat out vec4 v_colour;
flat out int v_shape;

void main() {
  v_colour = a_colour;
  v_shape = int(a_shape + 0.5);
  gl_PointSize = 2.0 * u_half_px + 4.0;  // room for the edge
  gl_Position = vec4(a_place * u_map.xz + u_map.yw, 0.0, 1.0);
}
