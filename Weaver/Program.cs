using MsrSpec.Weaver;

if (WeaveRequest.Parse(args) is not { } request)
{
    Console.Error.WriteLine(WeaveRequest.Usage);
    return 2;
}

try
{
    Console.WriteLine(AssemblyWeaver.Weave(request));
    return 0;
}
catch (Exception error) when (error is IOException or InvalidDataException or BadImageFormatException)
{
    Console.Error.WriteLine($"weaver: {error.Message}");
    return 1;
}
