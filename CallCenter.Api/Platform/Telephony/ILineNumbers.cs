namespace CallCenter.Api.Platform.Telephony;

/// <summary>Which numbers are lines of ours; the slice that owns lines answers.</summary>
public interface ILineNumbers
{
    Task<IReadOnlyList<string>> AllAsync(CancellationToken cancel);
}
