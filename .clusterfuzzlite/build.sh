#!/bin/sh
# Builds the fuzz targets for ClusterFuzzLite and OSS-Fuzz: the program with a .NET runtime beside it, for the machines
# that run it have none, and for each target a launcher, its corpus, its dictionary and its options. The service looks
# for them in $OUT; the repository is $SRC/msrspec, or this folder if SRC is not set.
set -eu
case ${1:-} in
'') ;;
-h | --help)
    cat <<'HELP'
Usage: OUT=FOLDER sh .clusterfuzzlite/build.sh

Builds the fuzz targets for ClusterFuzzLite and OSS-Fuzz into FOLDER. Needs the .NET 10 SDK, clang with libFuzzer, and
zip. With SRC set, the repository is $SRC/msrspec, otherwise the current folder.
HELP
    exit 0
    ;;
*)
    echo ".clusterfuzzlite/build.sh: it takes no '$1'; see '.clusterfuzzlite/build.sh --help'" >&2
    exit 2
    ;;
esac
: "${OUT:?build.sh: OUT is the folder for the fuzz targets}"
cd "${SRC:+$SRC/msrspec/}."

sh Fuzz/native/build
if [ ! -f artifacts/native/libmanagedfuzzer.so ]; then
    echo "build.sh: without libFuzzer there is nothing to run" >&2
    exit 1
fi
dotnet build Fuzz/CommandLine -c Release --nologo -v quiet
sdk=$(dirname -- "$(readlink -f -- "$(command -v dotnet)")")
mkdir -p "$OUT/dotnet/shared" "$OUT/msrspec/native"
cp -r "$sdk/dotnet" "$sdk/host" "$OUT/dotnet/"
cp -r "$sdk/shared/Microsoft.NETCore.App" "$OUT/dotnet/shared/"
cp -r artifacts/bin/Fuzz/release/. "$OUT/msrspec/"
cp artifacts/native/libmanagedfuzzer.so "$OUT/msrspec/native/"

targets=$("$OUT/dotnet/dotnet" exec "$OUT/msrspec/MsrSpec.Fuzz.dll" list)
echo "$targets" | while read -r target dictionary length; do
    name="$(echo "$target" | tr - _)_fuzzer"
    cat > "$OUT/$name" <<LAUNCHER
#!/bin/sh
# LLVMFuzzerTestOneInput: by this name the service knows a fuzz target.
here=\$(dirname -- "\$(readlink -f -- "\$0")")
exec "\$here/dotnet/dotnet" exec "\$here/msrspec/MsrSpec.Fuzz.dll" $target --engine=native "\$@"
LAUNCHER
    chmod +x "$OUT/$name"
    printf '[libfuzzer]\nmax_len = %s\nuse_value_profile = 1\n' "$length" > "$OUT/$name.options"
    if [ "$dictionary" != - ]; then
        cp "Fuzz/dictionaries/$dictionary" "$OUT/$name.dict"
    fi
    if [ -d "Fuzz/corpus/$target" ]; then
        zip -qjr "$OUT/${name}_seed_corpus.zip" "Fuzz/corpus/$target"
    fi
done
