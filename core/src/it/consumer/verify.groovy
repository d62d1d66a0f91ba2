// The consumer's class path is the list we publish, version for version.
def coordinates = ~/[\w.-]+:[\w.-]+:jar:[\w.-]+:\w+/
def read = { File file ->
  file.readLines()
      .collect { (it =~ coordinates) }
      .findAll { it.find() }
      .collect { it.group() }
      .sort()
}
def expected =
    new File(basedir, 'expected-classpath.txt').readLines()
        .collect { it.replace('@project.version@', projectVersion) }
        .sort()
def actual = read(new File(basedir, 'target/classpath.txt'))
assert actual == expected

// Maven asks a repository for the list of an artifact's versions only to resolve a range.
def asked = []
localRepositoryPath.eachFileRecurse { file ->
  if (file.name.startsWith('maven-metadata') && file.name != 'maven-metadata-local.xml') {
    asked << localRepositoryPath.relativePath(file)
  }
}
assert asked.isEmpty()

// The consumer's main ran.
assert new File(basedir, 'build.log').text.contains('consumer: ')
return true
