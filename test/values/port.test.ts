import { isPortNumber, Port, protocolField } from '../../src/values/port';

test('TCP is left out, as people do by hand', () => {
  expect([Port.tcp(1), Port.udp(1), Port.sctp(1)].map(protocolField)).toEqual([undefined, 'UDP', 'SCTP']);
});

test('a port knows its number and name', () => {
  expect(Port.udp(53, { name: 'dns' })).toMatchObject({ number: 53, name: 'dns', protocol: 'UDP' });
  expect(Port.tcp(6379).name).toBeUndefined();
});

test('ports go from 1 to 65535, in whole numbers', () => {
  expect([1, 65535].filter(isPortNumber)).toEqual([1, 65535]);
  expect([0, 65536, 1.5, -1, NaN, Infinity].filter(isPortNumber)).toEqual([]);
});

test('a port is for clients unless it says otherwise', () => {
  expect([
    Port.tcp(1), Port.tcp(1, { forClients: true }), Port.tcp(1, { forClients: false }),
  ].map(port => port.forClients)).toEqual([true, true, false]);
});
