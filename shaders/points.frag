#version 300 es
// The shapes of the emotions as distances from their edges, of the same proportions as in ui/kit/shapes.cpp.
precision highp float;

uniform float u_half_px;
uniform vec4 u_edge;  // colour around a mark that is not faded

flat in vec4 v_colour;
flat in int v_shape;

out vec4 o_colour;

float triangle(float x, float y) {
  return max(-0.78 - y, dot(vec2(x, y - 0.92), vec2(0.862, 0.507)));
}

float outside(vec2 p) {
  float x = abs(p.x);
  if (v_shape == 1) return length(vec2(max(x - 0.66, 0.0), p.y)) - 0.34;  // bar
  if (v_shape == 2) return triangle(x, p.y);
  if (v_shape == 3)  // drop: a circle and the cone that touches it
    return min(length(p + vec2(0.0, 0.28)) - 0.7, max(0.103 - p.y, dot(vec2(x, p.y - 1.0), vec2(0.837, 0.547))));
  if (v_shape == 4) return triangle(x, -p.y);
  if (v_shape == 5) return (x + abs(p.y) - 1.0) * 0.7071;  // diamond
  if (v_shape == 6) {                                      // cross
    vec2 q = abs(vec2(p.x + p.y, p.x - p.y)) * 0.7071;
    return min(max(q.x - 1.1, q.y - 0.25), max(q.y - 1.1, q.x - 0.25));
  }
  if (v_shape == 7) {  // star: one of ten alike halves of its points
    float part = 1.2566371;
    float turn = abs(mod(atan(p.x, p.y) + 0.5 * part, part) - 0.5 * part);
    return dot(length(p) * vec2(sin(turn), cos(turn)) - vec2(0.0, 1.08), vec2(0.918, 0.396));
  }
  return length(p) - 0.86;
}

void main() {
  // −1 … 1 over the mark, y up.
  vec2 at = (gl_PointCoord * vec2(2.0, -2.0) + vec2(-1.0, 1.0)) * (1.0 + 2.0 / u_half_px);
  float pixels = outside(at) * u_half_px;
  float inside = clamp(0.5 - pixels, 0.0, 1.0);
  float ring = v_colour.a > 0.99 ? clamp(1.5 - pixels, 0.0, 1.0) * u_edge.a : inside;
  float covered = max(inside, ring);
  if (covered <= 0.0) discard;
  o_colour = vec4(mix(u_edge.rgb, v_colour.rgb, inside / covered), covered * v_colour.a);
}
