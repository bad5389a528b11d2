using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CallCenter.Api.Platform.Persistence.Rows;

/// <summary>The maps of one database's model, each made when it is first asked for.</summary>
public sealed class RowMaps
{
    private readonly ConcurrentDictionary<Type, RowMap> _maps = new();
    private readonly IModel _model;
    private readonly ISqlGenerationHelper _sql;

    public RowMaps(CallCenterDbContext db) => (_model, _sql) = (db.Model, db.GetService<ISqlGenerationHelper>());

    public RowMap Of(Type row) => _maps.GetOrAdd(row, type =>
        new RowMap(_model.FindEntityType(type) ?? throw new ArgumentException($"{type.Name} is not in the model.", nameof(row)), _sql));
}
