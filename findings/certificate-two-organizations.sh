#!/usr/bin/env bash
# One would expect: a certificate for the organizations [Example, Data] has the subject CN=kafka-0,O=Example,O=Data or the reverse,
#   and a mapping rule of Kafka that looks for ",O=Example" between commas finds it.
# What happens: Go's crypto/x509, with which cert-manager and other issuers on Kubernetes write, puts all organizations
#   into one component of the name, and the encoding sorts its members by length and bytes. Java, hence Kafka, prints
#   O=Data+O=Example: joined by a plus, in the order of the encoding, though the issuer shows the order given.
# Why it matters: Kafka compares principals as texts. super.users and ACLs written from the Certificate's manifest match
#   no client, and a broker that is no super user of its own cluster is refused by the others. A second organization, added
#   later, renames the principal at the next renewal, weeks after the change.
# Source: Name.ToRDNSequence of crypto/x509/pkix; X.690 on the order of a SET OF.
. "$(dirname "$0")/common.bash"

mvn_copy org.apache.kafka:kafka-clients:4.3.1
# the standard library is enough
# shellcheck disable=SC2119
go_run >issuer.txt <<'GO'
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"os"
	"time"
)

func main() {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	subject := pkix.Name{CommonName: "kafka-0", Organization: []string{"Example", "Data"}}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: subject, NotAfter: time.Now().Add(time.Hour)}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile("kafka-0.der", certificate, 0o600); err != nil {
		panic(err)
	}
	fmt.Println(subject)
}
GO
cat >Principal.java <<'JAVA'
import java.io.FileInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.apache.kafka.common.security.ssl.SslPrincipalMapper;

public class Principal {
  public static void main(String[] args) throws Exception {
    try (FileInputStream file = new FileInputStream("kafka-0.der")) {
      X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
      String name = certificate.getSubjectX500Principal().getName();
      System.out.println(name);
      System.out.println(SslPrincipalMapper.fromRules("RULE:^CN=([^,]+)(,.*)?,O=Example(,.*)?$/$1/,DEFAULT").getName(name));
    }
  }
}
JAVA
javac -cp 'jars/*' Principal.java
java -cp 'jars/*:.' Principal >principal.txt 2>java.log
issuer=$(<issuer.txt)
principal=$(sed -n 1p principal.txt)
mapped=$(sed -n 2p principal.txt)
seen 'the issuer (Go 1.26) shows the subject' 'CN=kafka-0,O=Example+O=Data' "$issuer"
seen 'Java, and so Kafka, reads it as' 'CN=kafka-0,O=Data+O=Example' "$principal"
seen 'the rule of kafka-clients 4.3.1 for ,O=Example gives' 'CN=kafka-0,O=Data+O=Example' "$mapped"
conclude
