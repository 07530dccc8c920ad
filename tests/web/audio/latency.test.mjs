import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LatencyMeter, Percentiles } from '../../../web/audio/latency.js';

test('percentiles are those of the last values', () => {
  const percentiles = new Percentiles();
  for (let i = 0; i < 2000; i += 1) percentiles.add(i < 1400 ? 1e6 : i - 1400);
  percentiles.add(NaN);
  assert.equal(percentiles.at(0.5), 300);
  assert.equal(percentiles.at(0.95), 570);
  assert.equal(new Percentiles().at(0.5), 0);
});

test('latency is counted from the audio thread’s clock', () => {
  const meter = new LatencyMeter();
  meter.heard(10, 5000); // the sound of second 10 entered at 5000 ms
  meter.drew(9.99, 5020);
  meter.drew(9.99, 5040); // the same column again is no news
  assert.deepEqual(meter.summary().column, { p50: 30, p95: 30, count: 1 });
  meter.predicted(9.9, 5000);
  meter.heard(10.1, 5100);
  meter.predicted(10, 5100);
  // The second window came 100 ms after its end; sound of the gap before it waited 100 … 200 ms.
  assert.deepEqual(meter.summary().prediction, { p50: 110, p95: 190, count: 10 });
});
