using MsrSpec.Fuzz.Weaver;

if (args is ["--help" or "-h" or "help"])
{
    Console.WriteLine(WeaveRequest.Help);
    return 0;
}

if (WeaveRequest.Parse(args) is not { } request)
{
    Console.Error.WriteLine($"weaver: {WeaveRequest.Usage}");
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
