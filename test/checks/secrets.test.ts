import { App, Chart, Size } from 'cdk8s';
import { EnvValue, Secret } from 'cdk8s-plus-28';
import { Kafka, LifecycleHook, MySql, Ordinals, Port, AppProbe, Settings, StatefulApp, StatefulAppProps } from 'cdk8s-stateful-app';

/** Variables of well-known images whose literal values are secrets. */
const SECRET_VARIABLES: [name: string, value: string][] = [
  ['POSTGRES_PASSWORD', 'hunter2'], ['PGPASSWORD', 'hunter2'], ['MYSQL_ROOT_PASSWORD', '1234'], ['MYSQL_PWD', 'hunter2'],
  ['MARIADB_ROOT_PASSWORD', 'hunter2'], ['MONGO_INITDB_ROOT_PASSWORD', 'hunter2'], ['REDIS_PASSWORD', 'hunter2'],
  ['REDISCLI_AUTH', 'hunter2'], ['RABBITMQ_DEFAULT_PASS', 'guest'], ['RABBITMQ_ERLANG_COOKIE', 'cookie'], ['ERLANG_COOKIE', 'cookie'],
  ['RELEASE_COOKIE', 'cookie'], ['ELASTIC_PASSWORD', 'changeme'], ['MINIO_ROOT_PASSWORD', 'minio123'], ['MINIO_SECRET_KEY', 'minio123'],
  ['NEO4J_AUTH', 'neo4j/hunter2'], ['VAULT_TOKEN', 'hvs.abc'], ['CONSUL_HTTP_TOKEN', 'b1gs33cr3t'], ['INFLUXDB_ADMIN_TOKEN', 'abc'],
  ['JWT_SECRET', 'abc'], ['CLIENT_SECRET', 'abc'], ['AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG'], ['DD_API_KEY', 'abc'],
  ['MSSQL_SA_PASSWORD', 'Yukon900'], ['DB_PASS', 'abc'], ['DB_PWD', 'abc'], ['SSHPASS', 'abc'], ['KEYSTORE_PASSPHRASE', 'abc'],
  ['ENCRYPTION_KEY', 'abc'], ['SECRET_KEY_BASE', 'abc'], ['MEILI_MASTER_KEY', 'abc'], ['KAFKA_CLIENT_PASSWORDS', 'a,b'],
  ['MONGODB_REPLICA_SET_KEY', 'abc'], ['githubToken', 'abc'], ['keyStorePassword', 'abc'],
  ['DATABASE_URL', 'postgres://shop:hunter2@db:5432/shop'], ['REDIS_URL', 'redis://:hunter2@redis:6379'],
  ['AMQP_URL', 'amqp://guest:guest@mq'], ['DATA_SOURCE_NAME', 'exporter:hunter2@(mysql:3306)/'], ['DSN', 'root:hunter2@tcp(db:3306)/shop'],
  ['JDBC_URL', 'jdbc:mysql://db/shop?user=shop&password=hunter2'], ['LIBPQ', 'host=db user=shop password=hunter2'],
  ['SPRING_JSON', 'Server=db;User Id=shop;Password=hunter2;'], ['REDIS_ARGS', '--requirepass hunter2 --appendonly yes'],
  ['JAVA_OPTS', '-Xmx1g -Djavax.net.ssl.keyStorePassword=changeit'], ['HTTP_HEADERS', 'Authorization: Bearer abcdef'],
  ['SASL_CONFIG', 'org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="hunter2";'],
  ['TLS_KEY_PEM', '-----BEGIN PRIVATE KEY-----\nMIIE'],
];

/** Variables of well-known images whose values are none. */
const PLAIN_VARIABLES: [name: string, value: string][] = [
  ['POSTGRES_PASSWORD_FILE', '/run/secrets/password'], ['POSTGRES_USER', 'shop'], ['POSTGRES_HOST_AUTH_METHOD', 'scram-sha-256'],
  ['PGDATA', '/var/lib/postgresql/data'], ['MYSQL_ROOT_PASSWORD', '/run/secrets/root'], ['ALLOW_EMPTY_PASSWORD', 'yes'],
  ['MYSQL_RANDOM_ROOT_PASSWORD', 'true'], ['MYSQL_DATABASE', 'shop'], ['REDIS_PASSWORD', '$(FROM_SECRET)'], ['REDIS_PASSWORD', ''],
  ['ELASTIC_PASSWORD', '${KEYSTORE}'], ['ETCD_INITIAL_CLUSTER_TOKEN', 'shop'], ['ETCD_NAME', 'etcd-0'], ['NEO4J_AUTH', 'none'],
  ['KAFKA_CLUSTER_ID', 'Tm90IGEgcmFuZG9tIGlkLg'], ['KAFKA_SSL_CLIENT_AUTH', 'required'], ['MINIO_ROOT_USER', 'admin'],
  ['MINIO_ACCESS_KEY', 'admin'], ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'], ['AWS_REGION', 'eu-west-1'],
  ['TOKENIZER_PATH', '/models/t.json'], ['MAX_TOKENS', '4096'], ['MAX_TOKEN', '4096'], ['PAD_TOKEN', '<pad>'], ['TOKEN_TTL', '1h'],
  ['PASSWORD_MIN_LENGTH', '8'], ['PASSWORD_ENCRYPTION', 'scram-sha-256'], ['SECRET_NAME', 'shop-auth'], ['IMAGE_PULL_SECRET', 'regcred'],
  ['TLS_SECRET', 'shop-tls'], ['KEY_PREFIX', 'shop:'], ['SSH_KEY_PATH', '/keys/id'], ['PRIVATE_KEY', '/etc/tls/tls.key'],
  ['AUTH_MODE', 'password'], ['GOOGLE_APPLICATION_CREDENTIALS', '/var/run/gcp.json'], ['PWD', '/data'], ['LOCAL_STORAGE_KEY', 'session'],
  ['PARTITION_KEY', 'customer'],
  ['RABBITMQ_DEFAULT_USER', 'guest'], ['DATABASE_URL', 'postgres://shop@db:5432/shop'], ['DATABASE_URL', 'postgres://shop:$(PASSWORD)@db'],
  ['REDIS_URL', 'redis://redis:6379/0'], ['DATA_SOURCE_NAME', 'exporter@unix(/run/mysqld.sock)/'], ['SECRET', '/run/secrets/a'],
  ['JDBC_URL', 'jdbc:mysql://db:3306/shop?useSSL=true'], ['JAVA_OPTS', '-Xmx1g -Djavax.net.ssl.keyStore=/etc/keystore.p12'],
  ['PEER_TLS_CERT', '-----BEGIN CERTIFICATE-----\nMIIE'], ['AUTHOR', 'shop'], ['COOKIE_DOMAIN', 'shop.example.com'], ['KEYSPACE', 'shop'],
];

const SECRET_WORDS: [title: string, words: string[]][] = [
  ['a flag and its value in two words', ['redis-server', '--requirepass', 'hunter2']],
  ['a replication password', ['redis-server', '--masterauth', 'hunter2']],
  ['a flag with a value', ['minio', '--secret-key=minio123']],
  ['a property of Java', ['java', '-Djavax.net.ssl.trustStorePassword=changeit']],
  ['MySQL\'s flag without a space', ['mysqldump', '-uroot', '-phunter2', 'shop']],
  ['the flag of redis-cli', ['redis-cli', '-a', 'hunter2', 'ping']],
  ['basic authentication of curl', ['curl', '-s', '-u', 'elastic:hunter2', 'http://localhost:9200']],
  ['a URL', ['mongosh', 'mongodb://root:hunter2@mongo/admin']],
  ['the flag of mongosh', ['mongosh', '-u', 'root', '-p', 'hunter2']],
  ['a variable in a shell command', ['sh', '-c', 'PGPASSWORD=hunter2 psql -h db']],
  ['a flag in a shell command', ['sh', '-c', 'exec redis-server --requirepass "hunter2"']],
  ['a client in a shell command', ['bash', '-c', 'until mysqladmin -uroot -phunter2 ping; do sleep 1; done']],
  ['a statement', ['psql', '-c', 'ALTER ROLE shop PASSWORD \'hunter2\'']],
  ['a header', ['curl', '-H', 'Authorization: Basic dXNlcjpwdw==', 'http://localhost']],
];

const PLAIN_WORDS: [title: string, words: string[]][] = [
  ['the token of a cluster', ['etcd', '--initial-cluster-token=shop', '--initial-cluster-state', 'new']],
  ['a reference of Kubernetes', ['redis-server', '--requirepass', '$(REDIS_PASSWORD)']],
  ['a variable of the shell', ['sh', '-c', 'exec redis-server --requirepass "$REDIS_PASSWORD"']],
  ['a command in a shell command', ['sh', '-c', 'PGPASSWORD="$(cat /run/secrets/pw)" psql']],
  ['a path', ['mongod', '--keyFile', '/run/secrets/key', '--password-file=/run/secrets/pw']],
  ['MySQL\'s flag that asks', ['mysql', '-p', '-uroot']],
  ['MySQL\'s flag with a variable', ['sh', '-c', 'mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -e "SELECT 1"']],
  ['a port of MySQL', ['mysqladmin', '--port=3306', '-P3306', 'ping']],
  ['a number of tokens', ['vllm', '--max-num-batched-tokens', '4096', '--max-token', '128']],
  ['a flag without a value', ['server', '--require-password', '--verbose']],
  ['a path for -p', ['mkdir', '-p', '/data/db']],
  ['a curl without a password', ['curl', '-u', 'elastic:$(ELASTIC_PASSWORD)', 'http://localhost:9200']],
];

const SECRET_FILES: [title: string, text: string][] = [
  ['redis.conf', 'appendonly yes\nrequirepass hunter2\n'],
  ['sentinel.conf', 'sentinel auth-pass shop hunter2\n'],
  ['users.acl', 'user default off\nuser shop on >hunter2 ~* +@all\n'],
  ['an INI file', Settings.ini({ client: { user: 'root', password: 'hunter2' } })],
  ['properties', Settings.properties({ 'ssl.keystore.password': 'changeit' })],
  ['YAML', 'storage:\n  secret_key: "minio123"\n'],
  ['JSON', '{\n  "password": "hunter2",\n  "user": "shop"\n}\n'],
  ['XML', '<users><default><password>hunter2</password></default></users>'],
  ['a shell script', '#!/bin/sh\nexport DB_PASSWORD=hunter2\n'],
  ['JAAS', 'Server {\n  org.apache.zookeeper.server.auth.DigestLoginModule required\n  user_shop="hunter2";\n};\n'],
  ['SQL', 'CREATE USER shop IDENTIFIED BY \'hunter2\';\n'],
  ['Windows line breaks', 'requirepass hunter2\r\n'],
];

const PLAIN_FILES: [title: string, text: string][] = [
  ['redis.conf', '# requirepass foobared\n# password=foobared\nappendonly yes\naclfile /etc/redis/users.acl\n'],
  ['users.acl', 'user default on nopass ~* +@all\nuser shop on #9f86d081884c7d659a2feaa0c55ad015 ~*\n'],
  ['a reference', 'ssl.keystore.password=${dir:/run/secrets:password}\n'],
  ['a template', 'password: {{ .Values.password }}\ntoken = @TOKEN@\n'],
  ['code', 'def login(request):\n    token = request.headers["token"]\n    password = read("/run/pw")\n'],
  ['a shell script', '#!/bin/sh\npassword="$(cat /run/secrets/pw)"\ntoken=$1\nprintf \'password=%s\\n\' "$password"\n'],
  ['postgresql.conf', 'password_encryption = scram-sha-256\nssl_key_file = \'/etc/tls/tls.key\'\n'],
  ['SQL', 'CREATE TABLE users (name TEXT, password TEXT NOT NULL);\nCREATE USER a IDENTIFIED WITH auth_socket;\n'],
  ['limits', 'max_tokens = 4096\ntoken_ttl = 1h\npassword_min_length: 12\n'],
  ['prose', 'The password: it comes from a Secret.\n'],
  ['an empty password', 'password=\nsecret: ""\n'],
];

const INLINE = /\[SecretInline at test\/Db\]/;
const IN_ARGUMENTS = /\[SecretInArguments at test\/Db\]/;

function create(props: Partial<StatefulAppProps>): StatefulApp {
  return new StatefulApp(new Chart(new App(), 'test'), 'Db', { name: 'db', replicas: 3, image: 'db:1', user: 999, ...props });
}

const env = (name: string, value: string) => () => create({ env: { [name]: EnvValue.fromValue(value) } });

test.each(SECRET_VARIABLES)('the variable %s is a secret with the value %s', (name, value) => {
  expect(env(name, value)).toThrow(INLINE);
});

test.each(PLAIN_VARIABLES)('the variable %s is no secret with the value %s', (name, value) => {
  expect(env(name, value)).not.toThrow();
});

test.each(SECRET_WORDS)('%s is a secret in args, in a command, in a probe and in a hook, and is not repeated', (_, words) => {
  for (const props of [
    { args: words }, { command: words }, { command: words.slice(0, 1), args: words.slice(1) },
    { liveness: AppProbe.exec(words) }, { preStop: LifecycleHook.exec(words) },
  ]) {
    expect(() => create(props)).toThrow(IN_ARGUMENTS);
    expect(() => create(props)).not.toThrow(/hunter2|minio123|changeit|dXNlcjpwdw/);
  }
});

test.each(PLAIN_WORDS)('%s is no secret in a command', (_, words) => {
  expect(() => create({ command: words, liveness: AppProbe.exec(words) })).not.toThrow();
});

test.each(SECRET_FILES)('%s contains a secret, as a file, a reloaded file, a file of a role and an added file', (_, text) => {
  const texts = { '/etc/db/db.conf': text };
  expect(() => create({ files: texts })).toThrow(INLINE);
  expect(() => create({ reloadedFiles: texts })).toThrow(INLINE);
  expect(() => create({ roles: { all: { ordinals: Ordinals.all(), files: texts } } })).toThrow(INLINE);
  expect(() => create({}).addConfigFile('/etc/db/db.conf', text)).toThrow(INLINE);
  expect(() => create({ files: texts })).not.toThrow(/hunter2|minio123|changeit/);
});

test.each(PLAIN_FILES)('%s contains no secret', (_, text) => {
  expect(() => create({ files: { '/etc/db/db.conf': text } })).not.toThrow();
});

test('a header of a probe and an annotation can contain a secret', () => {
  const ports = [Port.tcp(9200)];
  const readiness = AppProbe.http('/', { headers: { Authorization: 'Basic ZWxhc3RpYzpodW50ZXIy' } });
  expect(() => create({ ports, readiness })).toThrow(INLINE);
  expect(() => create({ ports, readiness: AppProbe.http('/', { headers: { 'X-Api-Key': 'abc' } }) })).toThrow(INLINE);
  expect(() => create({ ports, readiness: AppProbe.http('/', { headers: { Host: 'db.example.com' } }) })).not.toThrow();
  expect(() => create({ annotations: { 'example.com/source': 'https://shop:hunter2@git.example.com/db' } })).toThrow(INLINE);
  expect(() => create({ podAnnotations: { 'example.com/auth-secret': 'basic-auth' } })).not.toThrow();
});

test('notSecret names the variables, arguments, settings and files that are none', () => {
  const words = ['server', '--session-token', 'public', '--demo-password=demo'];
  expect(() => create({
    env: { SESSION_TOKEN: EnvValue.fromValue('public'), SOURCE: EnvValue.fromValue('amqp://guest:guest@mq') },
    args: words,
    liveness: AppProbe.exec(words),
    files: { '/etc/db/demo.conf': 'password=demo\n', '/etc/db/db.conf': 'session.token=public\n' },
    roles: { all: { ordinals: Ordinals.all(), files: { '/etc/db/role.conf': 'session.token=public\n' } } },
    annotations: { 'example.com/source': 'https://a:b@git.example.com' },
    notSecret: [
      'SESSION_TOKEN', 'amqp://guest:guest@mq', '--session-token', '--demo-password', '/etc/db/demo.conf', 'session.token',
      'example.com/source',
    ],
  })).not.toThrow();
});

test('notSecret of an additional container is its own', () => {
  const exporter = { name: 'exporter', image: 'exporter:1', env: { API_TOKEN: EnvValue.fromValue('public') } };
  expect(() => create({ notSecret: ['API_TOKEN'] }).addContainer(exporter)).toThrow(INLINE);
  expect(() => create({}).addContainer({ ...exporter, notSecret: ['API_TOKEN'] })).not.toThrow();
});

test('notSecret of a preset names its settings, flags and scripts, also when a file is added later', () => {
  const chart = new Chart(new App(), 'test');
  const password = { secret: Secret.fromSecretName(chart, 'Auth', 'auth'), key: 'password' };
  const script = 'CREATE USER demo IDENTIFIED BY \'demo\';';
  const mysql = {
    replicas: 3, storage: Size.gibibytes(1), accounts: { rootPassword: password, replicationPassword: { ...password, key: 'replication' } },
  };
  const kafka = {
    replicas: 3,
    storage: Size.gibibytes(1),
    clusterId: 'Tm90IGEgcmFuZG9tIGlkLg',
    settings: { 'metric.reporters': 'com.example.Reporter', 'com.example.token': 'demo' },
    jvmFlags: ['-Dcom.example.password=demo'],
  };
  expect(() => new MySql(chart, 'Refused', { ...mysql, initScripts: { 'demo.sql': script } })).toThrow('initScripts.demo.sql must not');
  expect(() => new MySql(chart, 'Db', { ...mysql, initScripts: { 'demo.sql': script }, notSecret: ['demo.sql'] })
    .addConfigFile('/etc/mysql/demo.cnf', '[client]\n')).not.toThrow();
  expect(() => new Kafka(chart, 'None', kafka)).toThrow(/jvmFlags must not contain secrets(.|\n)*settings.com.example.token must not/);
  expect(() => new Kafka(chart, 'Kafka', { ...kafka, notSecret: ['com.example.token', '-Dcom.example.password'] })).not.toThrow();
});

test('a reference to a Secret is no literal', () => {
  const chart = new Chart(new App(), 'test');
  const secret = Secret.fromSecretName(chart, 'Auth', 'db-auth');
  expect(() => create({ env: { DB_PASSWORD: EnvValue.fromSecretValue({ secret, key: 'password' }) } })).not.toThrow();
});
