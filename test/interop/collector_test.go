package interop

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

// realCollector is one that has the employment log as it was recorded.
func realCollector(t *testing.T, role string) *pluginv2.PluginContext {
	t.Helper()
	address := os.Getenv("MODELWATCH_URL")
	if address == "" {
		t.Skip("MODELWATCH_URL names no collector with the demo data")
	}
	return contextFor(address, os.Getenv("MODELWATCH_TOKEN"), role)
}

func at(t *testing.T, text string) time.Time {
	t.Helper()
	parsed, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// In the second of the reference windows mobile clients send the age in months.
const (
	incidentFrom = "2026-10-15T18:00:00Z"
	incidentTo   = "2026-10-16T18:00:00Z"
)

func askReal(t *testing.T, headers map[string]string, asked object) *pluginv2.DataResponse {
	t.Helper()
	about := realCollector(t, "Viewer")
	query := queryOf(t, "A", at(t, incidentFrom), at(t, incidentTo), asked)
	return askAll(t, about, headers, query)["A"]
}

func employment(measure, shape string, more object) object {
	asked := object{"measure": measure, "model": "employment", "shape": shape}
	for name, value := range more {
		asked[name] = value
	}
	return asked
}

// labelSets checks what an alert rule needs: labels on every value, no two alike.
func labelSets(t *testing.T, sets []data.Labels) {
	t.Helper()
	seen := map[string]bool{}
	for _, labels := range sets {
		if len(labels) == 0 {
			t.Error("a value has no labels")
		}
		if key := labels.String(); seen[key] {
			t.Errorf("the labels %s are there twice", key)
		} else {
			seen[key] = true
		}
	}
}

// numericLong takes a frame of one number per label set apart.
func numericLong(t *testing.T, frame *data.Frame) (sets []data.Labels, values []*float64) {
	t.Helper()
	if frame.Meta == nil || frame.Meta.Type != data.FrameTypeNumericLong || frame.Meta.TypeVersion != (data.FrameTypeVersion{0, 1}) {
		t.Fatalf("the frame is not numeric-long 0.1: %+v", frame.Meta)
	}
	numbers := frame.TypeIndices(data.FieldTypeNullableFloat64)
	if len(numbers) != 1 {
		t.Fatalf("%d nullable number fields instead of one in %v", len(numbers), frame.Fields)
	}
	for row := 0; row < frame.Rows(); row++ {
		labels := data.Labels{}
		for _, field := range frame.Fields {
			if text, isText := field.ConcreteAt(row); isText && (field.Type() == data.FieldTypeString || field.Type() == data.FieldTypeNullableString) {
				labels[field.Name] = text.(string)
			}
		}
		sets = append(sets, labels)
		values = append(values, frame.Fields[numbers[0]].At(row).(*float64))
	}
	return sets, values
}

func TestCollectorIsHealthyAndNamesItsModel(t *testing.T) {
	well, message := health(t, realCollector(t, "Viewer"))
	if !well {
		t.Error(message)
	}
	contains(t, message, "employment")
}

func TestCollectorSeriesAreWideWithLabelsOnEachValue(t *testing.T) {
	frame := oneFrame(t, askReal(t, nil, employment("drift.psi", "series", object{"window": "6h", "features": []string{"AGEP", "ESP", "@score"}})))
	if frame.RefID != "A" || frame.Meta.Type != data.FrameTypeTimeSeriesWide {
		t.Errorf("ref %q, meta %+v", frame.RefID, frame.Meta)
	}
	if frame.TimeSeriesSchema().Type != data.TimeSeriesTypeWide {
		t.Errorf("the SDK does not take it for a wide series: %v", frame.Fields)
	}
	if frame.Fields[0].Type() != data.FieldTypeTime || frame.Rows() != 4 {
		t.Errorf("%d times of type %s", frame.Rows(), frame.Fields[0].Type())
	}
	if first := frame.Fields[0].At(0).(time.Time); !first.Equal(at(t, incidentFrom)) {
		t.Errorf("it begins at %s", first)
	}
	var sets []data.Labels
	for _, field := range frame.Fields[1:] {
		if field.Type() != data.FieldTypeNullableFloat64 {
			t.Errorf("%s is of type %s", field.Name, field.Type())
		}
		sets = append(sets, field.Labels)
	}
	if len(sets) != 3 {
		t.Errorf("%d series instead of three", len(sets))
	}
	labelSets(t, sets)
}

func TestCollectorSnapshotGivesOneInstanceForEachFeature(t *testing.T) {
	frame := oneFrame(t, askReal(t, map[string]string{"FromAlert": "true"}, employment("drift.psi", "snapshot", object{"as": "breach"})))
	sets, values := numericLong(t, frame)
	labelSets(t, sets)
	if len(sets) < 14 {
		t.Errorf("%d instances, but the model has 14 features", len(sets))
	}
	for row, labels := range sets {
		if value := values[row]; labels["feature"] == "AGEP" && (value == nil || *value != 1) {
			t.Errorf("the age in months is no breach: %v", value)
		} else if labels["feature"] == "DIS" && (value == nil || *value != 0) {
			t.Errorf("DIS, which did not change, is not ok: %v", value)
		}
	}
}

func TestCollectorGroupsAreInstancesOfTheirOwn(t *testing.T) {
	frame := oneFrame(t, askReal(t, map[string]string{"FromAlert": "true"}, employment("serving.availability", "snapshot", object{"groupBy": []string{"client", "region"}})))
	sets, _ := numericLong(t, frame)
	labelSets(t, sets)
	for _, labels := range sets {
		if labels["client"] == "" || labels["region"] == "" {
			t.Errorf("a group is not named: %s", labels)
		}
	}
	if len(sets) < 4 {
		t.Errorf("%d groups", len(sets))
	}
}

func TestCollectorAnswersNullWhereLabelsHaveNotArrived(t *testing.T) {
	for _, asked := range []object{
		employment("performance.rocAuc", "snapshot", object{"asOf": incidentTo}),
		employment("performance.rocAuc", "snapshot", object{"asOf": incidentTo, "as": "breach"}),
	} {
		_, values := numericLong(t, oneFrame(t, askReal(t, map[string]string{"FromAlert": "true"}, asked)))
		if len(values) != 1 {
			t.Fatalf("%d rows instead of one: a missing row resolves an alert in silence", len(values))
		}
		if values[0] != nil {
			t.Errorf("%v asked at the end of its window answers %v", asked, *values[0])
		}
	}
}

func TestCollectorNumbersAreTheReferenceLibrariesNumbers(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "reference", "expected", "employment.json"))
	if err != nil {
		t.Fatal(err)
	}
	var expected struct {
		Windows []struct {
			From   string
			Binned map[string]struct{ Psi float64 }
		}
	}
	if err := json.Unmarshal(text, &expected); err != nil {
		t.Fatal(err)
	}
	window := expected.Windows[1]
	if window.From != incidentFrom {
		t.Fatalf("the second reference window begins at %s", window.From)
	}
	sets, values := numericLong(t, oneFrame(t, askReal(t, nil, employment("drift.psi", "snapshot", nil))))
	compared := 0
	for row, labels := range sets {
		reference, known := window.Binned[labels["feature"]]
		if !known {
			continue
		}
		compared++
		if values[row] == nil || math.Abs(*values[row]-reference.Psi) > 1e-9*math.Max(1, reference.Psi) {
			t.Errorf("psi of %s is %v instead of %v", labels["feature"], values[row], reference.Psi)
		}
	}
	if compared < len(window.Binned) {
		t.Errorf("%d of %d features were compared", compared, len(window.Binned))
	}
}

func TestCollectorTablesAndDistributionsDecode(t *testing.T) {
	for shape, wanted := range map[string][]string{
		"distribution": {"feature", "kind", "bin", "baseline", "current"},
		"table":        {"value", "n", "verdict"},
	} {
		frame := oneFrame(t, askReal(t, nil, employment("drift.psi", shape, object{"features": []string{"AGEP"}})))
		for _, name := range wanted {
			if field, _ := frame.FieldByName(name); field == nil {
				t.Errorf("the %s has no field %s", shape, name)
			}
		}
		if frame.Rows() == 0 {
			t.Errorf("the %s is empty", shape)
		}
	}
}

// isForTask tells whether a measure is defined for models of a task; one that names no tasks is for all.
func isForTask(measure object, task string) bool {
	tasks, named := measure["tasks"].([]any)
	return !named || slices.Contains(tasks, any(task))
}

// needsSegment tells whether a measure compares the values of a segment that every query must name.
func needsSegment(measure object) bool {
	parameters, _ := measure["parameters"].([]any)
	return slices.ContainsFunc(parameters, func(one any) bool {
		parameter := one.(object)
		return parameter["type"] == "segment" && parameter["optional"] != true
	})
}

func TestCollectorEveryMeasureOfTheCatalogueAnswers(t *testing.T) {
	_, catalogue := call(t, realCollector(t, "Viewer"), "GET", "catalogue", "")
	measures, listed := catalogue["measures"].([]any)
	if !listed || len(measures) < 10 {
		t.Fatalf("%d measures in %v", len(measures), catalogue)
	}
	for _, one := range measures {
		measure := one.(object)
		id := measure["id"].(string)
		for _, shape := range measure["shapes"].([]any) {
			asked := employment(id, shape.(string), object{"window": "6h"})
			if measure["input"] == "collector" {
				delete(asked, "model")
				delete(asked, "window")
			}
			if shape != "series" {
				delete(asked, "window")
			}
			if needsSegment(measure) {
				asked["params"] = object{"segment": "sex"}
			}
			response := askReal(t, nil, asked)
			if !isForTask(measure, "binary") {
				if response.ErrorSource != "downstream" || !strings.Contains(response.Error, "employment is a binary model") {
					t.Errorf("%s as %s is of another task and was answered %q", id, shape, response.Error)
				}
				continue
			}
			if response.Error != "" {
				t.Errorf("%s as %s: %s", id, shape, response.Error)
				continue
			}
			if frame := oneFrame(t, response); frame.Rows() == 0 {
				t.Errorf("%s as %s is empty", id, shape)
			}
		}
	}
}

func TestCollectorRefusalsNameWhatWasWrong(t *testing.T) {
	for _, one := range []struct {
		asked object
		parts []string
	}{
		{employment("drift.none", "snapshot", nil), []string{"drift.none"}},
		{object{"measure": "drift.psi", "model": "nobody", "shape": "snapshot"}, []string{"nobody", "employment"}},
		{employment("drift.psi", "snapshot", object{"features": []string{"NOPE"}}), []string{"NOPE"}},
		{employment("drift.psi", "circle", nil), []string{"shape"}},
		{employment("drift.psi", "series", object{"window": "soon"}), []string{"soon"}},
	} {
		response := askReal(t, nil, one.asked)
		if response.ErrorSource != "downstream" || response.Status < 400 || response.Status >= 500 {
			t.Errorf("%v: status %d of %q: %s", one.asked, response.Status, response.ErrorSource, response.Error)
		}
		contains(t, response.Error, one.parts...)
	}
}

func TestCollectorResourcesAreRead(t *testing.T) {
	about := realCollector(t, "Viewer")
	for path, part := range map[string]string{
		"catalogue":                            "drift.psi",
		"models":                               "employment",
		"models/employment":                    "AGEP",
		"models/employment/dimensions/client":  "mobile",
		"models/employment/dimensions/version": "v1",
		"changes?model=employment":             "rollback",
		"replays":                              "replays",
	} {
		code, answer := call(t, about, "GET", path, "")
		text, _ := json.Marshal(answer)
		if code != 200 || !strings.Contains(string(text), part) {
			t.Errorf("%s: %d %.300s", path, code, text)
		}
	}
	code, answer := call(t, about, "GET", "models/nobody", "")
	if code != 404 {
		t.Errorf("an unknown model answers %d", code)
	}
	contains(t, fmt.Sprint(answer["message"]), "nobody")
}

func TestCollectorReplayIsStartedByAnEditorOnly(t *testing.T) {
	asked := `{"model":"employment","from":"2026-10-15T18:00:00Z","to":"2026-10-15T19:00:00Z","versions":["v1"]}`
	if code, answer := call(t, realCollector(t, "Viewer"), "POST", "replays", asked); code != 403 {
		t.Errorf("a viewer: %d %v", code, answer)
	}
	about := realCollector(t, "Editor")
	code, run := call(t, about, "POST", "replays", asked)
	if code != 202 {
		t.Fatalf("an editor: %d %v", code, run)
	}
	for deadline := time.Now().Add(60 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		_, run = call(t, about, "GET", "replays/"+run["id"].(string), "")
		if run["state"] == "done" {
			break
		}
		if run["state"] == "failed" || time.Now().After(deadline) {
			t.Fatalf("the replay did not end well: %v", run)
		}
	}
	result := run["results"].([]any)[0].(object)
	if difference := result["largestDifferenceFromLogged"].(float64); difference > 1e-6 {
		t.Errorf("v1 differs by %v from what it answered when it served", difference)
	}
}
