using CallCenter.Bench.Mutation;

// mutation judge  MUTATED TESTS REPORT RESULT AREA…  two workers judge every mutant of the areas; the table, and the survivors in RESULT
// mutation worker MUTATED TESTS COVERAGE             judges the mutants whose ids come in, one a line
// mutation cold   MUTATED TESTS ID                   judges one mutant that only acts while the program starts
return args switch
{
    ["judge", var mutated, var tests, var report, var result, .. var areas] => new Judge([mutated, tests], Report.Read(report, areas)).Run(result),
    ["worker", var mutated, var tests, var coverage] => new Worker(mutated, tests).Run(coverage),
    ["cold", var mutated, var tests, var id] => new Worker(mutated, tests).RunCold(int.Parse(id)),
    _ => throw new ArgumentException("See the first lines of Program.cs"),
};
