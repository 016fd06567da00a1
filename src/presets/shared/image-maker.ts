import type { Errors } from '../../checks/errors';

/** Makers of images that differ from the official ones in paths, tools or users, as words of a repository's path. */
const MAKERS = [
  'bitnami', 'bitnamilegacy', 'bitnamisecure', 'chainguard', 'confluent', 'confluentinc', 'debezium', 'landoop', 'lensesio', 'mariadb',
  'percona', 'pravega', 'redpanda', 'redpandadata', 'spotify', 'strimzi', 'vectorized', 'wurstmeister',
];

/**
 * Names and folders of other images for the same systems. Those of distributions are also the bases of custom images, so they count only as
 * a whole. https://hub.docker.com/r/apache/kafka-native, https://container-registry.oracle.com
 */
const VARIANTS = new RegExp(`^(${[
  'cp-.*', 'kafka-native', 'mysql-server', 'mysql-cluster', '(community|enterprise)-(server|cluster|operator|router)', 'centos', 'ubuntu',
  'rhscl', 'sclorg', 'rhel\\d+', 'ubi\\d+',
].join('|')})$`);

/** Names of images of other systems, which the prop of one preset gets from that of another. */
const SYSTEMS = [
  'cassandra', 'elasticsearch', 'etcd', 'kafka', 'memcached', 'mongo', 'mongodb', 'mysql', 'nats', 'nginx', 'opensearch', 'postgres',
  'postgresql', 'rabbitmq', 'redis', 'valkey', 'zookeeper',
];

interface ImageProps {
  readonly image: string;
  readonly allowOtherImage?: boolean;
}

/** Rejects an image whose name is that of another maker or system. A registry, a mirror or a company may have any name. */
export function checkImageMaker({ image, allowOtherImage }: ImageProps, system: string, official: string, errors: Errors): void {
  if (allowOtherImage) { return; }
  const parts = repositoryOf(image);
  const word = parts.find(part => part.split(/[-._]+/).some(one => MAKERS.includes(one)) || VARIANTS.test(part))
    ?? parts.slice(-1).find(name => SYSTEMS.includes(name) && !system.toLowerCase().startsWith(name));
  if (word !== undefined) {
    errors.add('ImageOfOtherMaker', {
      rule: `image must be the official image of ${system} or a compatible one, and not ${word}, because the scripts of the preset need `
        + 'its paths, tools and users',
      got: image,
      remedy: `use ${official} or a mirror of it, or add allowOtherImage: true if the image has all of them`,
    });
  }
}

/** The path of the repository in its parts, without registry, tag and digest. */
function repositoryOf(image: string): string[] {
  const [first, ...rest] = image.split('@')[0].split('/');
  const isRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const parts = isRegistry ? rest : [first, ...rest];
  return parts.map(part => part.replace(/:.*$/, ''));
}
