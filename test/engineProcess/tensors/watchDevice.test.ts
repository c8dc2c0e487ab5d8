import { expect, it } from 'vitest';
import { throwTrouble, watchDevice } from '../../../src/engineProcess/tensors/watchDevice.ts';

/** As much of a device as is watched, with what befalls it at our bidding. */
function fakeDevice() {
  const happenings: { lose: (message: string) => void; err: (message: string) => void } = {
    lose: () => undefined,
    err: () => undefined,
  };
  const device = {
    lost: new Promise<{ message: string }>((resolve) => {
      happenings.lose = (message) => resolve({ message });
    }),
    addEventListener: (_: string, listener: (event: { error: { message: string } }) => void) => {
      happenings.err = (message) => listener({ error: { message } });
    },
  };
  return { device, happenings };
}

it('throws an error once, and a lost device ever again', async () => {
  const { device, happenings } = fakeDevice();
  watchDevice({ device });
  expect(throwTrouble).not.toThrow();
  happenings.err('Out of memory');
  happenings.err('and what comes of it');
  expect(throwTrouble).toThrow('Out of memory');
  expect(throwTrouble).not.toThrow();
  happenings.lose('removed');
  await Promise.resolve();
  expect(throwTrouble).toThrow('its device is lost (removed)');
  expect(throwTrouble).toThrow('its device is lost (removed)');
});

it('lets backends be that have no device', () => expect(() => watchDevice({})).not.toThrow());
