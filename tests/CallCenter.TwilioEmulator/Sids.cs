namespace CallCenter.TwilioEmulator;

/// <summary>Names of resources: two letters and 32 hex digits, repeatable when a seed is given.</summary>
internal sealed class Sids(int? seed)
{
    private readonly Random _random = seed is { } fixedSeed ? new Random(fixedSeed) : new Random();
    private readonly Lock _gate = new();

    public string Next(string prefix)
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate)
        {
            _random.NextBytes(bytes);
        }

        return prefix + Convert.ToHexStringLower(bytes);
    }
}
