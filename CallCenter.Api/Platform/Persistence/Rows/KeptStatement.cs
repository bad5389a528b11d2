namespace CallCenter.Api.Platform.Persistence.Rows;

/// <summary>A statement that was prepared once and is kept. One use at a time: rows are read to their end, or put away, before the next.</summary>
internal abstract class KeptStatement : IDisposable
{
    /// <param name="values">As many as the statement has parameters, in their order.</param>
    /// <returns>The rows it changed.</returns>
    public abstract int Change(ReadOnlySpan<object> values);

    public abstract StoredRows Read(ReadOnlySpan<object> values);

    public abstract void Dispose();
}

/// <summary>What a statement found, row by row, in the types in which it is stored.</summary>
internal abstract class StoredRows : IDisposable
{
    public abstract bool Next();

    public abstract bool IsNull(int column);

    public abstract T Get<T>(int column);

    public abstract void Dispose();
}
