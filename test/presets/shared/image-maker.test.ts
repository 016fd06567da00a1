import { Errors } from '../../../src/checks/errors';
import { ValidationErrors } from '../../../src/checks/validation-errors';
import { checkImageMaker } from '../../../src/presets/shared/image-maker';

function isRejected(system: string, image: string, allowOtherImage?: boolean): boolean {
  const errors: Errors = new ValidationErrors();
  checkImageMaker({ image, allowOtherImage }, system, 'official:1.0', errors);
  return !errors.isEmpty;
}

describe('an image of another maker or system is rejected', () => {
  test.each([
    ['MySQL', 'mariadb:11.8'], ['MySQL', 'docker.io/library/mariadb:11'], ['MySQL', 'percona/percona-server:8.4'],
    ['MySQL', 'bitnami/mysql:8.4'],
    ['MySQL', 'registry.example.com/bitnami/mysql:8.4'], ['MySQL', 'bitnamilegacy/mysql:9.4'],
    ['MySQL', 'registry.example.com:5000/acme/bitnami-mysql:8.4'],
    ['MySQL', 'container-registry.oracle.com/mysql/community-server:8.4'], ['MySQL', 'mysql/mysql-server:8.0'],
    ['MySQL', 'apache/kafka:4.3.1'],
    ['MySQL', 'postgres:17'], ['Kafka', 'confluentinc/cp-kafka:8.0.0'], ['Kafka', 'quay.io/strimzi/kafka:0.48.0-kafka-4.1.0'],
    ['Kafka', 'wurstmeister/kafka:2.13-2.8.1'], ['Kafka', 'apache/kafka-native:4.3.1'],
    ['Kafka', 'docker.redpanda.com/redpandadata/redpanda:v25.1.1'],
    ['Kafka', 'zookeeper:3.9'], ['ZooKeeper', 'bitnami/zookeeper:3.9'], ['ZooKeeper', 'confluentinc/cp-zookeeper:7.9.0'],
    ['ZooKeeper', `mirror.example.com/bitnami/zookeeper@sha256:${'0'.repeat(64)}`], ['ZooKeeper', 'redis:8'],
  ])('%s: %s', (system, image) => {
    expect(isRejected(system, image)).toBe(true);
    expect(isRejected(system, image, true)).toBe(false);
  });
});

describe('the official image and its mirrors pass, and so does an image of one\'s own', () => {
  test.each([
    ['MySQL', 'mysql:9.7'], ['MySQL', 'docker.io/library/mysql:8.4'], ['MySQL', 'registry.example.com/mirror/mysql:8.4'],
    ['MySQL', 'localhost/mysql:8.4'],
    ['MySQL', 'public.ecr.aws/docker/library/mysql:8.4-oracle'], ['MySQL', 'registry.bitnami.example.com/team/mysql:8.4'],
    ['MySQL', 'registry.example.com/team/database:1.0'], ['MySQL', 'registry.example.com/kafka/mysql:8.4'], ['Kafka', 'apache/kafka:4.3.1'],
    ['Kafka', 'registry.example.com:5000/apache/kafka:4.2.0'], ['Kafka', 'registry.example.com/team/kafka-with-plugins:4.3.1'],
    ['ZooKeeper', 'zookeeper:3.9'], ['ZooKeeper', `zookeeper@sha256:${'0'.repeat(64)}`],
    ['ZooKeeper', 'registry.example.com/zookeeper:3.9.3-jre-17'],
  ])('%s: %s', (system, image) => expect(isRejected(system, image)).toBe(false));
});
