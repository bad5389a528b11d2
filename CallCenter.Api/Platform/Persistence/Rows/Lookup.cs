namespace CallCenter.Api.Platform.Persistence.Rows;

/// <summary>Rows that are found by the values of these properties; with none, all rows. Keep one instance: its statement is kept under it.</summary>
/// <param name="properties">Names of <typeparamref name="T"/>'s properties (<c>nameof</c>).</param>
public sealed class Lookup<T>(params IReadOnlyList<string> properties) where T : class
{
    public IReadOnlyList<string> Properties { get; } = properties;
}
