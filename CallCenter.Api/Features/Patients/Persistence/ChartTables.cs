using CallCenter.Api.Features.Patients.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Patients.Persistence;

internal sealed class ConditionTable : IEntityTypeConfiguration<Condition>
{
    public void Configure(EntityTypeBuilder<Condition> condition)
    {
        condition.ToTable("Conditions");
        condition.Property(x => x.Id).ValueGeneratedNever();
        condition.Property(c => c.PracticeId).HasMaxLength(40);
        condition.Property(c => c.Name).HasMaxLength(160);
        condition.Property(c => c.Icd10).HasMaxLength(10);
    }
}

internal sealed class MedicineTable : IEntityTypeConfiguration<Medicine>
{
    public void Configure(EntityTypeBuilder<Medicine> medicine)
    {
        medicine.ToTable("Medicines");
        medicine.Property(x => x.Id).ValueGeneratedNever();
        medicine.Property(m => m.PracticeId).HasMaxLength(40);
        medicine.Property(m => m.Name).HasMaxLength(120);
        medicine.Property(m => m.Dose).HasMaxLength(120);
    }
}

internal sealed class AllergyTable : IEntityTypeConfiguration<Allergy>
{
    public void Configure(EntityTypeBuilder<Allergy> allergy)
    {
        allergy.ToTable("Allergies");
        allergy.Property(x => x.Id).ValueGeneratedNever();
        allergy.Property(a => a.PracticeId).HasMaxLength(40);
        allergy.Property(a => a.Substance).HasMaxLength(120);
    }
}

internal sealed class RecordedFactTable : IEntityTypeConfiguration<RecordedFact>
{
    public void Configure(EntityTypeBuilder<RecordedFact> fact)
    {
        fact.ToTable("RecordedFacts");
        fact.Property(x => x.Id).ValueGeneratedNever();
        fact.Property(f => f.PracticeId).HasMaxLength(40);
        fact.Property(f => f.Fact).HasMaxLength(40);
        fact.Property(f => f.Value).HasMaxLength(40);
        fact.HasIndex(f => new { f.PatientId, f.Fact }).IsUnique();
    }
}
