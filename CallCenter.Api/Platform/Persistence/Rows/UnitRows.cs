using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Platform.Persistence.Rows;

/// <summary>
/// The rows one unit of work has found, added and removed by kept statements, written at its end. The moment the unit asks for
/// its <see cref="DbContext"/> they are handed over, and EF tracks and writes them from there on: a row has one keeper at a time.
/// </summary>
internal sealed class UnitRows(WriterSession session)
{
    private readonly List<Tracked> _tracked = [];
    private DbContext? _db;

    private enum Fate { Kept, Added, Removed }

    public T? Find<T>(object key) where T : class
    {
        var map = session.Maps.Of(typeof(T));
        if (TryKnown<T>(map, key, out var known)) return known;
        using var rows = session[map.Find].Read([map.Key.StoredValue(key)]);
        if (!rows.Next()) return null;
        var found = (T)map.Read(rows);
        Keep(map, found);
        return found;
    }

    public IReadOnlyList<T> Where<T>(Lookup<T> lookup, object[] values) where T : class
    {
        var map = session.Maps.Of(typeof(T));
        var sql = map.Where(lookup, lookup.Properties);
        object[] stored = [.. values.Select((v, i) => sql.Parameters[i].StoredValue(v))];
        using (var rows = session[sql].Read(stored))
            while (rows.Next())
            {
                var row = map.Read(rows);
                if (!TryKnown<T>(map, map.Key.Property.PropertyInfo!.GetValue(row)!, out _)) Keep(map, row);
            }

        // What was changed or added here counts as it is now.
        return [.. Present<T>().Where(row => sql.Parameters.Index().All(c => c.Item.Stored(row).Equals(stored[c.Index])))];
    }

    public void Add<T>(T row) where T : class
    {
        if (_db is not null) _db.Add(row);
        else _tracked.Add(new Tracked(session.Maps.Of(typeof(T)), row) { Fate = Fate.Added });
    }

    public void Remove<T>(T row) where T : class
    {
        if (_db is not null) _db.Remove(row);
        else if (_tracked.Find(t => ReferenceEquals(t.Row, row)) is not { } tracked) throw new ArgumentException("This row was not found in this unit of work.", nameof(row));
        else if (tracked.Fate is Fate.Added) _tracked.Remove(tracked);
        else tracked.Fate = Fate.Removed;
    }

    /// <summary>Writes what has changed.</summary>
    /// <exception cref="DbUpdateException">The database refused a row, as from EF.</exception>
    public void Save()
    {
        try
        {
            Write();
        }
        catch (DbException refused) when (!StorageFault.Is(refused))
        {
            throw new DbUpdateException("The database refused a row.", refused);
        }
    }

    // Removals go first: what comes may take their place.
    private void Write()
    {
        foreach (var row in _tracked)
            if (row.Fate is Fate.Removed) One(session[row.Map.Delete].Change(Guarded(row, [])));
        _tracked.RemoveAll(t => t.Fate is Fate.Removed);
        foreach (var row in _tracked)
        {
            if (row.Fate is Fate.Added) session[row.Map.Insert].Change(row.Map.Stored(row.Row));
            else if (row.Differences is var bits and not 0) One(session[row.Map.Update(bits)].Change(Guarded(row, row.Map.Changed(bits))));
            else continue;
            (row.Fate, row.Original) = (Fate.Kept, row.Map.Copy(row.Row));
        }
    }

    public void HandOver(DbContext db)
    {
        foreach (var row in _tracked)
        {
            if (row.Fate is Fate.Added)
            {
                db.Add(row.Row);
                continue;
            }

            var entry = db.Attach(row.Row);
            foreach (var column in row.Map.Changed(row.Differences))
            {
                var property = entry.Property(column.Property.Name);
                property.OriginalValue = column.Property.PropertyInfo!.GetValue(row.Original);
                property.IsModified = true;
            }

            if (row.Fate is Fate.Removed) entry.State = EntityState.Deleted;
        }

        _tracked.Clear();
        _db = db;
    }

    /// <summary>True: this unit knows the row (<paramref name="row"/> is null when it removed it).</summary>
    private bool TryKnown<T>(RowMap map, object key, out T? row) where T : class
    {
        row = null;
        if (_db is not null)
        {
            if (_db.Set<T>().Local.FindEntryUntyped([key]) is not { } entry) return false;
            if (entry.State is not EntityState.Deleted) row = entry.Entity;
            return true;
        }

        var stored = map.Key.StoredValue(key);
        foreach (var tracked in _tracked)
        {
            if (tracked.Row is not T same || !map.Key.Stored(same).Equals(stored)) continue;
            if (tracked.Fate is not Fate.Removed) row = same;
            return true;
        }

        return false;
    }

    private void Keep(RowMap map, object row)
    {
        if (_db is not null) _db.Attach(row);
        else _tracked.Add(new Tracked(map, row) { Original = map.Copy(row) });
    }

    private IEnumerable<T> Present<T>() where T : class => _db is not null
        ? [.. _db.Set<T>().Local]
        : _tracked.Where(t => t.Fate is not Fate.Removed).Select(t => t.Row).OfType<T>();

    /// <summary>The new values, then what the row is found by: its key and its tokens as they were read.</summary>
    private static object[] Guarded(Tracked row, IEnumerable<Column> changed) =>
        [.. changed.Select(c => c.Stored(row.Row)), row.Map.Key.Stored(row.Row), .. row.Map.Tokens.Select(t => t.Stored(row.Original!))];

    [SuppressMessage("Usage", "CA2201", Justification = "The same exception as EF's, for whoever handles it.")]
    private static void One(int rows)
    {
        if (rows != 1) throw new DbUpdateConcurrencyException($"A row was changed or removed by somebody else ({rows} rows instead of one).");
    }

    private sealed class Tracked(RowMap map, object row)
    {
        public RowMap Map { get; } = map;

        public object Row { get; } = row;

        public object? Original { get; set; }

        public Fate Fate { get; set; }

        public ulong Differences => Original is null ? 0 : Map.Differences(Row, Original);
    }
}
